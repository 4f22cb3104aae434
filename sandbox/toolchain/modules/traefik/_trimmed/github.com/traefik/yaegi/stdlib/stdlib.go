// Package stdlib, without Go's standard library for interpreted plugins: none is ever loaded here.
package stdlib

import "reflect"

// Symbols of no package.
var Symbols = map[string]map[string]reflect.Value{}

// MapTypes of no function.
var MapTypes = map[reflect.Value][]reflect.Type{}

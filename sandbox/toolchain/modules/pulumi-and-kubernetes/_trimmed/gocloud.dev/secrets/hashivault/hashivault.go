// Package hashivault, without its client: nothing of the sandbox is kept there.
package hashivault

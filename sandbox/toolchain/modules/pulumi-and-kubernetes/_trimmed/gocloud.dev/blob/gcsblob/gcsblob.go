// Package gcsblob, without its client: nothing of the sandbox is kept there.
package gcsblob

// Scheme of addresses that are refused.
const Scheme = "gs"

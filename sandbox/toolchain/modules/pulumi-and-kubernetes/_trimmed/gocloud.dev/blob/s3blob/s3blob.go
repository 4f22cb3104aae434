// Package s3blob, without its client: nothing of the sandbox is kept there.
package s3blob

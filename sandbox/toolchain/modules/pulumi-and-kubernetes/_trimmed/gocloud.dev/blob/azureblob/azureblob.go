// Package azureblob, without its client: nothing of the sandbox is kept there.
package azureblob

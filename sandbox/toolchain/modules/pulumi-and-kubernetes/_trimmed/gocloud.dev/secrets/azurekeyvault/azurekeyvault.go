// Package azurekeyvault, without its client: nothing of the sandbox is kept there.
package azurekeyvault

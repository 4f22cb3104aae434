// Package ecs, without Amazon's SDK, a fifth of all that Traefik compiles: the provider can be named in a configuration and does nothing.
package ecs

import (
	"errors"

	"github.com/traefik/traefik/v3/pkg/config/dynamic"
	"github.com/traefik/traefik/v3/pkg/safe"
)

// Provider holds no configuration.
type Provider struct{}

// SetDefaults has none to set.
func (p *Provider) SetDefaults() {}

// Init refuses.
func (p *Provider) Init() error {
	return errors.New("built without the ECS provider")
}

// Provide is not reached.
func (p *Provider) Provide(chan<- dynamic.Message, *safe.Pool) error {
	return nil
}

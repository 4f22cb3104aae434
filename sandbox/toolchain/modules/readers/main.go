// The official readers of what people bring: compose-go and kustomize's krusty, in one WebAssembly module.
// One request (JSON) on standard input, one answer (JSON) on standard output. It opens files and nothing else: WASI has neither processes
// nor sockets.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sort"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/sirupsen/logrus"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/api/types"
	"sigs.k8s.io/kustomize/kyaml/filesys"
)

type request struct {
	Compose   *composeRequest   `json:"compose"`
	Kustomize *kustomizeRequest `json:"kustomize"`
}

type composeRequest struct {
	Name        string            `json:"name"`
	Folder      string            `json:"folder"`
	Files       []string          `json:"files"`
	Profiles    []string          `json:"profiles"`
	EnvFiles    []string          `json:"envFiles"`
	Environment map[string]string `json:"environment"`
}

type kustomizeRequest struct {
	Folder string `json:"folder"`
}

type answer struct {
	// compose-go's canonical form of the project.
	Model json.RawMessage `json:"model,omitempty"`
	// Kubernetes objects in the order in which they are to be made.
	Objects []json.RawMessage `json:"objects,omitempty"`
	// What a reader warned of.
	Warnings []string `json:"warnings,omitempty"`
	// Why it refused what it read.
	Error string `json:"error,omitempty"`
}

// Collects what compose-go logs.
type warnings struct{ lines []string }

func (w *warnings) Levels() []logrus.Level { return []logrus.Level{logrus.WarnLevel} }
func (w *warnings) Fire(entry *logrus.Entry) error {
	w.lines = append(w.lines, entry.Message)
	return nil
}

func main() {
	logrus.SetOutput(io.Discard)
	heard := &warnings{}
	logrus.AddHook(heard)
	result, err := answerTo(os.Stdin)
	if err != nil {
		result = answer{Error: err.Error()}
	}
	result.Warnings = append(result.Warnings, heard.lines...)
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func answerTo(input io.Reader) (answer, error) {
	var asked request
	if err := json.NewDecoder(input).Decode(&asked); err != nil {
		return answer{}, err
	}
	switch {
	case asked.Compose != nil:
		return readCompose(*asked.Compose)
	case asked.Kustomize != nil:
		return readKustomization(*asked.Kustomize)
	}
	return answer{}, errors.New("a request for nothing")
}

func readCompose(asked composeRequest) (answer, error) {
	environment := []string{}
	for name, value := range asked.Environment {
		environment = append(environment, name+"="+value)
	}
	sort.Strings(environment)
	// As `docker compose` does, but for the shell's environment: a compose file could name a credential of whoever runs this.
	options, err := cli.NewProjectOptions(asked.Files,
		cli.WithWorkingDirectory(asked.Folder),
		cli.WithName(asked.Name),
		cli.WithEnv(environment),
		cli.WithEnvFiles(asked.EnvFiles...),
		cli.WithDotEnv,
		cli.WithDefaultProfiles(asked.Profiles...),
		cli.WithResolvedPaths(true),
	)
	if err != nil {
		return answer{}, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return answer{}, err
	}
	model, err := project.MarshalJSON()
	return answer{Model: model}, err
}

func readKustomization(asked kustomizeRequest) (answer, error) {
	options := krusty.MakeDefaultOptions()
	options.PluginConfig = types.DisabledPluginConfig()
	made, err := krusty.MakeKustomizer(options).Run(filesys.MakeFsOnDisk(), asked.Folder)
	if err != nil {
		return answer{}, err
	}
	objects := []json.RawMessage{}
	for _, resource := range made.Resources() {
		object, err := resource.MarshalJSON()
		if err != nil {
			return answer{}, err
		}
		objects = append(objects, object)
	}
	return answer{Objects: objects}, nil
}

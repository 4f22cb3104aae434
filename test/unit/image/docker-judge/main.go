// Says what Docker leaves out: reads [{"text", "paths"}] and writes, for each, one 0 or 1 a path, or "error".
package main

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

func verdicts(text string, paths []string) string {
	patterns, err := ignorefile.ReadAll(strings.NewReader(text))
	if err != nil {
		return "error"
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		return "error"
	}
	bits := ""
	for _, path := range paths {
		ignored, err := matcher.MatchesOrParentMatches(path)
		switch {
		case err != nil:
			return "error"
		case ignored:
			bits += "1"
		default:
			bits += "0"
		}
	}
	return bits
}

func main() {
	var cases struct{ Paths, Texts []string }
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	answers := make([]string, len(cases.Texts))
	for index, text := range cases.Texts {
		answers[index] = verdicts(text, cases.Paths)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}

// Command driver is the Go driver of the scenarios: a step as a line of JSON in, its outcome as a line of JSON out.
//
// It plays the steps through the public interface of the package alone; tests/README.md describes the protocol.
package main

import (
	"bufio"
	"encoding/json"
	"os"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	outcomes := json.NewEncoder(os.Stdout)
	outcomes.SetEscapeHTML(false)
	var session session
	for lines.Scan() {
		if err := outcomes.Encode(session.play(lines.Bytes())); err != nil {
			panic(err)
		}
	}
}

package company

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// asProgram tells a test's own executable to be the example.
const asProgram = "RUN_AS_EXAMPLE"

// Main runs the tests of an example; or the example itself, if a test started this executable as such.
func Main(tests *testing.M, example func()) {
	if os.Getenv(asProgram) != "" {
		example()
		return
	}
	os.Exit(tests.Run())
}

// Ended says how a program ended, and what it printed.
type Ended struct {
	Code     int
	Out, Err string
}

// Program is an example that runs.
type Program struct {
	*exec.Cmd
	company  *Company
	out, err bytes.Buffer
}

// Run runs the example to its end.
func (c *Company) Run(arguments ...string) Ended {
	c.t.Helper()
	return c.Start(arguments...).Ended()
}

// Start starts the example, with nothing in its environment but what leads to the company.
func (c *Company) Start(arguments ...string) *Program {
	c.t.Helper()
	program := c.program(arguments...)
	program.Stdout = &program.out
	if err := program.Start(); err != nil {
		c.t.Fatal(err)
	}
	return program
}

// Piped starts the example, and gives what it prints as it prints it.
func (c *Company) Piped(arguments ...string) (*Program, io.ReadCloser) {
	c.t.Helper()
	program := c.program(arguments...)
	out, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	return program, out
}

func (c *Company) program(arguments ...string) *Program {
	c.t.Helper()
	executable, err := os.Executable()
	if err != nil {
		c.t.Fatal(err)
	}
	program := &Program{Cmd: exec.Command(executable, arguments...), company: c}
	program.Dir = c.Folder
	program.Env = []string{asProgram + "=1"}
	for name, value := range c.Environment {
		program.Env = append(program.Env, name+"="+value)
	}
	program.Stderr = &program.err
	c.t.Cleanup(func() { program.Process.Kill() })
	return program
}

// Ended waits for the end of an example. Whatever it does, it prints no credential and does not panic.
func (p *Program) Ended() Ended {
	p.company.t.Helper()
	p.Wait()
	ended := Ended{p.ProcessState.ExitCode(), p.out.String(), p.err.String()}
	for _, never := range []string{p.company.APIKey, p.company.Provhash, "panic:", "fatal error:"} {
		if strings.Contains(ended.Out+ended.Err, never) {
			p.company.t.Fatalf("it printed what it never may:\n%s%s", ended.Out, ended.Err)
		}
	}
	return ended
}

// Expect fails the test if the program ended otherwise, or did not print these.
func (e Ended) Expect(t testing.TB, code int, printed ...string) Ended {
	t.Helper()
	if e.Code != code {
		t.Fatalf("it ended with %d, not %d:\n%s%s", e.Code, code, e.Out, e.Err)
	}
	for _, text := range printed {
		if !strings.Contains(e.Out+e.Err, text) {
			t.Errorf("it did not print %q:\n%s%s", text, e.Out, e.Err)
		}
	}
	return e
}

// Explains checks what every example does: it explains itself, and refuses what does not exist.
func Explains(t *testing.T, program string, needs ...string) {
	t.Helper()
	company := New(t)
	company.Run("--no-such-thing").Expect(t, 2)
	company.Run(append(needs, "too", "many")...).Expect(t, 2)
	if hits := company.Hits(""); hits != 0 {
		t.Errorf("%d requests", hits)
	}
	clear(company.Environment)
	help := company.Run("--help").Expect(t, 0, "go run ./"+program, "Needs LASTPASS_", "Ends with 0")
	if help.Err != "" {
		t.Errorf("help stands on standard error: %s", help.Err)
	}
}

// Rows reads CSV: rows by the names of the columns.
func Rows(t testing.TB, text string) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(lines) == 0 {
		t.Fatalf("no CSV: %v\n%s", err, text)
	}
	rows := []map[string]string{}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for at, name := range lines[0] {
			row[name] = line[at]
		}
		rows = append(rows, row)
	}
	return rows
}

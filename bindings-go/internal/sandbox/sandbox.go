// Package sandbox runs the program lastpass-sandbox for the tests of the package: companies are made, put in trouble and
// looked into by its control interface.
package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Sandbox is a running program.
type Sandbox struct {
	url string
	// The program ends when this is closed, be it as garbage.
	stdin io.Closer
}

// J is an object of JSON.
type J = map[string]any

// Slow is a fault: no answer within the time that any test takes.
var Slow = J{"delay": J{"before_ms": 30_000}}

var (
	// Each company has a key that no other one has: limits of a key are those of the process.
	seed atomic.Int64
	// Connections of the tests themselves would count as those of a client.
	client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	shared = sync.OnceValue(func() *Sandbox { return launch(nil) })
)

// Shared gives the sandbox of this process, with the companies of all its tests in it.
func Shared() *Sandbox {
	return shared()
}

// Start gives a sandbox for one test alone, which can look at all that goes on in it.
func Start(t testing.TB) *Sandbox {
	t.Helper()
	return launch(t)
}

// launch starts the program; it ends with the test, or with this process.
func launch(t testing.TB) *Sandbox {
	program := os.Getenv("LASTPASS_SANDBOX")
	if program == "" {
		panic("LASTPASS_SANDBOX has to name the program lastpass-sandbox; `cargo xtask test --only go` sets it")
	}
	command := exec.Command(program, "--users", "0", "--companies", "0", "--events", "0", "--until-stdin-closes")
	command.Stderr = os.Stderr
	stdin, err := command.StdinPipe()
	check(err)
	stdout, err := command.StdoutPipe()
	check(err)
	check(command.Start())
	if t != nil {
		t.Cleanup(func() {
			stdin.Close()
			command.Wait()
		})
	}
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	check(err)
	var started struct {
		URL string `json:"sandbox_url"`
	}
	check(json.Unmarshal(line, &started))
	return &Sandbox{url: started.URL, stdin: stdin}
}

// Tenant makes a company of 25 users and three managed companies; size says what it has instead.
func (s *Sandbox) Tenant(t testing.TB, size ...J) *Tenant {
	t.Helper()
	options := J{"seed": seed.Add(1), "users": 25, "companies": 3, "events": 0}
	for _, over := range size {
		for name, value := range over {
			options[name] = value
		}
	}
	tenant := &Tenant{t: t}
	ask(t, http.MethodPost, s.url+"/tenants", options, tenant)
	return tenant
}

// Traffic is what goes on at a server over all its companies.
type Traffic struct {
	Connections int `json:"open_connections"`
	InFlight    int `json:"requests_in_flight"`
	Aborted     int `json:"aborted_requests"`
}

// Traffic gives what goes on, without the connection that asks.
func (s *Sandbox) Traffic(t testing.TB) Traffic {
	t.Helper()
	var now Traffic
	ask(t, http.MethodGet, s.url, nil, &now)
	now.Connections--
	return now
}

// UntilDropped waits until clients have dropped so many requests, and no other one is under way.
func (s *Sandbox) UntilDropped(t testing.TB, requests int) {
	t.Helper()
	Until(t, "requests that are dropped", func() bool { return s.Traffic(t).Aborted >= requests })
	Until(t, "no request in flight", func() bool { return s.Traffic(t).InFlight == 0 })
	if dropped := s.Traffic(t).Aborted; dropped != requests {
		t.Fatalf("%d requests were dropped, not %d", dropped, requests)
	}
}

// UntilUnconnected waits until no client holds a connection.
func (s *Sandbox) UntilUnconnected(t testing.TB) {
	t.Helper()
	Until(t, "no connection left", func() bool { return s.Traffic(t).Connections <= 0 })
}

// Until waits until something holds, and fails the test if it does not come to hold.
func Until(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// ask makes one request to the control interface.
func ask(t testing.TB, method, url string, body, into any) {
	t.Helper()
	var content io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		content = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, url, content)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		t.Fatalf("%s %s: %d %s (%v)", method, url, answer.StatusCode, text, err)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			t.Fatalf("%s %s: %s: %v", method, url, text, err)
		}
	}
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

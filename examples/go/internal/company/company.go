// Package company has what the tests of the examples share: a company of the sandbox, and a way to run an example on it.
package company

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// J is an object of JSON.
type J = map[string]any

// Company is a company, the environment that leads to it, and the folder in which examples run.
type Company struct {
	Environment     map[string]string
	Folder          string
	APIKey          string `json:"api_key"`
	Provhash        string
	CID             int64
	ForbiddenAPIKey string `json:"forbidden_api_key"`
	BusinessURL     string `json:"business_url"`
	ProvisioningURL string `json:"provisioning_url"`
	ControlURL      string `json:"control_url"`

	t testing.TB
}

// The sandbox ends when this is closed, be it as garbage.
var stdin io.Closer

// start starts the sandbox, with the companies of all tests in it; it ends with this process.
var start = sync.OnceValue(func() string {
	program := os.Getenv("LASTPASS_SANDBOX")
	if program == "" {
		panic("LASTPASS_SANDBOX has to name the program lastpass-sandbox; `cargo xtask test --only go` sets it")
	}
	command := exec.Command(program, "--users", "0", "--companies", "0", "--events", "0", "--until-stdin-closes")
	var err error
	if stdin, err = command.StdinPipe(); err != nil {
		panic(err)
	}
	stdout, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		panic(err)
	}
	var started struct {
		URL string `json:"sandbox_url"`
	}
	if err := json.NewDecoder(bufio.NewReader(stdout)).Decode(&started); err != nil {
		panic(err)
	}
	return started.URL
})

// New makes a company of eight users: ada, bob, eve, who is disabled, and others; carol is invited. Size says what it has
// instead. The people are always the same.
func New(t testing.TB, size ...J) *Company {
	t.Helper()
	options := J{"seed": 1, "users": 8, "companies": 3, "folders": 6, "events": 0}
	for _, over := range size {
		maps.Copy(options, over)
	}
	made := &Company{Folder: t.TempDir(), t: t}
	made.send(http.MethodPost, start()+"/tenants", options, made)
	return made
}

// Fault lets something go wrong, with each request or as it is said: `times`, `after`.
func (c *Company) Fault(on string, kind any, when ...J) {
	c.t.Helper()
	fault := J{"on": on, "kind": kind}
	for _, when := range when {
		maps.Copy(fault, when)
	}
	c.Control(http.MethodPost, "/faults", fault, nil)
}

// ClearFaults lets everything go well again.
func (c *Company) ClearFaults() {
	c.t.Helper()
	c.Control(http.MethodDelete, "/faults", nil, nil)
}

// Hits tells how often an operation was asked for; without a name all of them together.
func (c *Company) Hits(operation string) int {
	c.t.Helper()
	hits := map[string]int{}
	c.Control(http.MethodGet, "/hits", nil, &hits)
	if operation != "" {
		return hits[operation]
	}
	all := 0
	for _, times := range hits {
		all += times
	}
	return all
}

// UntilAsked waits until an operation has been asked for so often.
func (c *Company) UntilAsked(operation string, times int) {
	c.t.Helper()
	for end := time.Now().Add(20 * time.Second); c.Hits(operation) < times; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			c.t.Fatalf("waited in vain for %s", operation)
		}
	}
}

// Operations are what was asked for, each once.
func (c *Company) Operations() []string {
	c.t.Helper()
	hits := map[string]int{}
	c.Control(http.MethodGet, "/hits", nil, &hits)
	return slices.Sorted(maps.Keys(hits))
}

// Changed tells whether a request changed anything.
func (c *Company) Changed() bool {
	c.t.Helper()
	var seen []struct{ Changed bool }
	c.Control(http.MethodGet, "/requests", nil, &seen)
	return slices.Contains(seen, struct{ Changed bool }{true})
}

// Event adds an event to the audit log.
func (c *Company) Event(time string, over ...J) {
	c.t.Helper()
	event := J{"time": time, "username": "ada@example.com", "action": "Log in", "ip_address": "203.0.113.7"}
	for _, over := range over {
		maps.Copy(event, over)
	}
	c.Control(http.MethodPost, "/events", J{"event": event}, nil)
}

// Control asks the control interface of the company.
func (c *Company) Control(method, path string, body, into any) {
	c.t.Helper()
	c.send(method, c.ControlURL+path, body, into)
}

// Command sends a command without the package: it gives what the vendor would show.
func (c *Company) Command(name string, data any) J {
	c.t.Helper()
	var answer J
	body := J{"cid": c.CID, "provhash": c.Provhash, "cmd": name, "data": data}
	c.send(http.MethodPost, c.ProvisioningURL, body, &answer)
	return answer
}

// Read reads of the Business API without the package.
func (c *Company) Read(path string) J {
	c.t.Helper()
	var answer J
	c.send(http.MethodGet, c.BusinessURL+path, nil, &answer)
	return answer
}

// User is a user as the vendor shows it; nil if there is none.
func (c *Company) User(username string) J {
	c.t.Helper()
	users, _ := c.Command("getuserdata", J{"username": username})["Users"].(J)
	for _, user := range users {
		return user.(J)
	}
	return nil
}

// Files are the names of what stands in the folder.
func (c *Company) Files() []string {
	c.t.Helper()
	entries, err := os.ReadDir(c.Folder)
	if err != nil {
		c.t.Fatal(err)
	}
	names := []string{}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

// Text is what a file of the folder holds, without the mark of spreadsheets.
func (c *Company) Text(name string) string {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.Folder, name))
	if err != nil {
		c.t.Fatal(err)
	}
	return strings.TrimPrefix(string(text), "\ufeff")
}

func (c *Company) send(method, url string, body, into any) {
	c.t.Helper()
	content, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	var reader io.Reader
	if body != nil {
		reader = bytes.NewReader(content)
	}
	request, err := http.NewRequest(method, url, reader)
	if err != nil {
		c.t.Fatal(err)
	}
	request.Header.Set("Authorization", "api-key "+c.APIKey)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		c.t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 300 {
		c.t.Fatalf("%s %s: %d %s (%v)", method, url, answer.StatusCode, text, err)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			c.t.Fatalf("%s %s: %s: %v", method, url, text, err)
		}
	}
}

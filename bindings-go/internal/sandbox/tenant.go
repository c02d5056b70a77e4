package sandbox

import (
	"encoding/json"
	"net/http"
	"net/url"
	"testing"
)

// Tenant is a company, as the sandbox describes it.
type Tenant struct {
	APIKey          string            `json:"api_key"`
	CID             int64             `json:"cid"`
	Provhash        string            `json:"provhash"`
	ExpiredAPIKey   string            `json:"expired_api_key"`
	ForbiddenAPIKey string            `json:"forbidden_api_key"`
	BusinessURL     string            `json:"business_url"`
	ProvisioningURL string            `json:"provisioning_url"`
	Environment     map[string]string `json:"environment"`
	ControlURL      string            `json:"control_url"`

	t testing.TB
}

// Seen is a request as the server saw it.
type Seen struct {
	// Empty if it was asked for nothing that there is.
	Operation string
	Method    string
	Path      string
	Query     Fields
	Headers   Fields
	Body      any
	// 0 as long as it is not answered.
	Status int
}

// Fields are names with their values.
type Fields map[string]string

// UnmarshalJSON reads pairs of a name and a value.
func (f *Fields) UnmarshalJSON(text []byte) error {
	var pairs [][2]string
	if err := json.Unmarshal(text, &pairs); err != nil {
		return err
	}
	*f = Fields{}
	for _, pair := range pairs {
		(*f)[pair[0]] = pair[1]
	}
	return nil
}

// When says how many requests a fault meets, and how many pass first.
type When struct {
	Times, After int
}

// Fault lets something go wrong: with each request, or as often as it is said.
func (c *Tenant) Fault(on string, kind any, when ...When) {
	c.t.Helper()
	fault := J{"on": on, "kind": kind}
	for _, when := range when {
		if when.Times > 0 {
			fault["times"] = when.Times
		}
		fault["after"] = when.After
	}
	ask(c.t, http.MethodPost, c.ControlURL+"/faults", fault, nil)
}

// ClearFaults lets everything go well again.
func (c *Tenant) ClearFaults() {
	c.t.Helper()
	ask(c.t, http.MethodDelete, c.ControlURL+"/faults", nil, nil)
}

// Quirks turns switches of the sandbox.
func (c *Tenant) Quirks(quirks J) {
	c.t.Helper()
	ask(c.t, http.MethodPatch, c.ControlURL+"/quirks", quirks, nil)
}

// Event adds an event to the audit log, so many times.
func (c *Tenant) Event(time string, times int, over J) {
	c.t.Helper()
	event := J{"time": time, "username": "ada@example.com", "action": "Log in", "ip_address": "203.0.113.7"}
	for name, value := range over {
		event[name] = value
	}
	ask(c.t, http.MethodPost, c.ControlURL+"/events", J{"event": event, "times": times}, nil)
}

// ChangeUser changes a user behind the vendor's back.
func (c *Tenant) ChangeUser(email string, change J) {
	c.t.Helper()
	ask(c.t, http.MethodPatch, c.ControlURL+"/users/"+url.PathEscape(email), change, nil)
}

// Revoke takes back the `api-key` or the `provhash`.
func (c *Tenant) Revoke(credential string) {
	c.t.Helper()
	ask(c.t, http.MethodPost, c.ControlURL+"/"+credential+"/revoke", nil, nil)
}

// Hits tells how often an operation was asked for; without a name all of them together.
func (c *Tenant) Hits(operation string) int {
	c.t.Helper()
	hits := map[string]int{}
	ask(c.t, http.MethodGet, c.ControlURL+"/hits", nil, &hits)
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
func (c *Tenant) UntilAsked(operation string, times int) {
	c.t.Helper()
	Until(c.t, "requests "+operation, func() bool { return c.Hits(operation) >= times })
}

// Seen gives the requests so far, of which the sandbox keeps the last ones.
func (c *Tenant) Seen() []Seen {
	c.t.Helper()
	var seen []Seen
	ask(c.t, http.MethodGet, c.ControlURL+"/requests", nil, &seen)
	return seen
}

// Last gives the last request.
func (c *Tenant) Last() Seen {
	c.t.Helper()
	seen := c.Seen()
	if len(seen) == 0 {
		c.t.Fatal("nothing was asked")
	}
	return seen[len(seen)-1]
}

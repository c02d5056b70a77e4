package lastpassadmin

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Credentials are an API key, or a CID with its provisioning hash, or both; what is empty is not
// given. They are never printed.
type Credentials struct {
	// The API key of the Business API, lpkey_…, from the Admin Console under Advanced, LastPass API.
	APIKey string `json:"-"`
	// The account number of the Provisioning API; it goes with Provhash.
	CID string `json:"-"`
	// The provisioning hash of the Provisioning API, from the Admin Console under Advanced,
	// Enterprise API.
	Provhash string `json:"-"`
}

// Format writes hidden, whatever the verb.
func (Credentials) Format(f fmt.State, _ rune) {
	_, _ = io.WriteString(f, hidden)
}

// given are the credentials as settings.
func (c Credentials) given() ([]byte, error) {
	var s settings
	for name, value := range map[string]string{"api_key": c.APIKey, "cid": c.CID, "provhash": c.Provhash} {
		if value != "" {
			s.text(name, value)
		}
	}
	if refused := s.refused; refused != nil {
		return nil, invalidArgument("", refused.name, refused.message)
	}
	return s.close(), nil
}

// WithCredentials sets a function that gives the credentials of a client, in place of the
// credentials themselves. It is asked, on a goroutine of its own, when the first request needs
// them, and not again; it may take its time. Its context ends when the client is closed. What it
// fails with is the cause of the error that the call comes to.
func WithCredentials(give func(ctx context.Context) (Credentials, error)) Option {
	return func(s *settings) {
		s.clientOnly("credentials")
		if give == nil {
			s.refuse("credentials", notGiven)
		}
		s.provider = &provider{give: give}
	}
}

// provider is a function that gives credentials.
type provider struct {
	give func(ctx context.Context) (Credentials, error)

	mu sync.Mutex
	// What it last failed with.
	failed error
}

// ask asks the function, whatever it does: what does not come back here would end the program.
func (p *provider) ask(ctx context.Context) (given []byte, err error) {
	asked := make(chan struct{})
	go func() {
		err = errors.New("the function that gives the credentials has ended its goroutine")
		defer close(asked)
		defer func() {
			if panicked := recover(); panicked != nil {
				err = fmt.Errorf("the function that gives the credentials panicked: %v", panicked)
			}
		}()
		credentials, failed := p.give(ctx)
		if err = failed; err == nil {
			given, err = credentials.given()
		}
	}()
	<-asked
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failed = err
	return given, err
}

// failure is what the function last failed with.
func (p *provider) failure() error {
	if p == nil {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.failed
}

package lastpassadmin

import "time"

// Option is a setting of a client, or an option of a call.
//
// New takes all of them. Every method takes those of a call as its last arguments, and
// Client.WithOptions gives the same client with other ones: they go over those of the client. What
// a client alone takes, such as WithAPIKey, is refused elsewhere.
type Option func(*settings)

// settings are options by their names, as JSON.
type settings struct {
	object
	// Whether a client is made of them.
	ofClient bool
	provider *provider
	headers  map[string]string
	query    map[string]string
}

// settingsOf gathers options.
func settingsOf(options []Option, ofClient bool) *settings {
	gathered := &settings{ofClient: ofClient}
	for _, option := range options {
		if option == nil {
			gathered.refuse("options", "must not be nil")
			continue
		}
		option(gathered)
	}
	return gathered
}

// given gives the options as a JSON object, nil if there are none, or what is wrong with the first
// that cannot work.
func (s *settings) given(operation string) ([]byte, error) {
	if s.headers != nil {
		s.any("headers", s.headers)
	}
	if s.query != nil {
		s.any("query", s.query)
	}
	if refused := s.refused; refused != nil {
		return nil, invalidArgument(operation, refused.name, refused.message)
	}
	if len(s.json) == 0 {
		return nil, nil
	}
	return s.close(), nil
}

// clientOnly refuses a setting that calls do not take.
func (s *settings) clientOnly(name string) {
	if !s.ofClient {
		s.refuse(name, "is a setting of a client, and no option of a call")
	}
}

func (s *settings) seconds(name string, span time.Duration) {
	s.number(name, span.Seconds())
}

func (s *settings) rate(name string, perSecond float64) {
	s.number(name, perSecond)
}

// pair adds a name and a value to headers, or to query.
func (s *settings) pair(name, key, value string) {
	pairs := &s.headers
	if name == "query" {
		pairs = &s.query
	}
	if *pairs == nil {
		*pairs = map[string]string{}
	}
	(*pairs)[key] = value
}

func (s *settings) backoff(base, cap, longestAsked time.Duration) {
	s.any("backoff", map[string]float64{
		"base": base.Seconds(), "cap": cap.Seconds(), "longest_asked": longestAsked.Seconds(),
	})
}

package lastpassadmin

import (
	"context"
	"encoding/json"
)

// New makes a client of one company. Nothing is sent before the first call.
//
//	lp, err := lastpassadmin.New(lastpassadmin.WithAPIKey(key), lastpassadmin.WithTimeZone("US/Eastern"))
//	if err != nil {
//		return err
//	}
//	defer lp.Close()
//
// What is not given is read from the environment: LASTPASS_API_KEY, or LASTPASS_CID with
// LASTPASS_PROVHASH, or all three, if no credential is given; and LASTPASS_TIME_ZONE,
// LASTPASS_BUSINESS_URL and LASTPASS_PROVISIONING_URL.
//
// An option that cannot work is an ErrInvalidArgument that names it; that no credential is given,
// an ErrConfiguration.
func New(options ...Option) (*Client, error) {
	session, err := open(options)
	if err != nil {
		return nil, err
	}
	return newClient(session), nil
}

// WithOptions gives the same client with other options for the calls that it makes. It shares
// connections and limits with this one, and need not be closed by itself.
func (c *Client) WithOptions(options ...Option) (*Client, error) {
	session, err := c.session.withOptions(options)
	if err != nil {
		return nil, err
	}
	return newClient(session), nil
}

// Close closes the connections that no call uses, and waits for nothing. Further calls are refused,
// also those of clients that WithOptions gave. It gives no error.
func (c *Client) Close() error {
	c.session.close()
	return nil
}

// Check tells for each credential of the client whether it works, and why not.
//
// It reads one item with each. A credential that the vendor refuses is an answer; a network that
// fails is an error.
func (c *Client) Check(ctx context.Context, options ...Option) (*CredentialReport, error) {
	type status struct{ Error *failure }
	type report struct{ Business, Provisioning *status }
	found, err := plain[report](ctx, c.session, newRequest("check"), options)
	if err != nil {
		return nil, err
	}
	of := func(found *status) *CredentialStatus {
		switch {
		case found == nil:
			return nil
		case found.Error == nil:
			return &CredentialStatus{}
		default:
			return &CredentialStatus{found.Error.error()}
		}
	}
	return &CredentialReport{Business: of(found.Business), Provisioning: of(found.Provisioning)}, nil
}

// RequestParams are what Client.Request takes by name.
type RequestParams struct {
	// Parameters of the query.
	Query map[string]string
	// The body, sent as JSON; nil for none.
	Body any
}

// Request sends any request of the Business API, with the same credential, limits and errors as
// every operation. The path stands below the API's address, for example /v1/users.
//
// A GET may be sent again after a failure; anything else is sent once.
func (c *Client) Request(ctx context.Context, method, path string, params *RequestParams, options ...Option) (*RawResponse, error) {
	r := newRequest("request")
	r.text("method", method)
	r.text("path", path)
	if params != nil && params.Query != nil {
		r.any("query", params.Query)
	}
	if params != nil && params.Body != nil {
		r.any("body", params.Body)
	}
	return raw(ctx, c.session, r, options)
}

// Command sends any command of the Provisioning API by the vendor's name, for example getuserdata,
// with the same credential, limits and errors as every operation. The data are sent as JSON; nil
// for none.
func (c *Client) Command(ctx context.Context, command string, data any, options ...Option) (json.RawMessage, error) {
	r := newRequest("command")
	r.text("command", command)
	if data != nil {
		r.any("data", data)
	}
	return plain[json.RawMessage](ctx, c.session, r, options)
}

// Poll asks for the outcome of a change that the vendor accepted and carries out later; the URL is
// that of the AsyncRequest that the change answered.
//
// What the vendor answers is not documented, so it is given as JSON. A URL on another host than the
// API's own is refused.
func (c *Client) Poll(ctx context.Context, url string, options ...Option) (*RawResponse, error) {
	r := newRequest("poll")
	r.text("url", url)
	return raw(ctx, c.session, r, options)
}

// raw makes a call that answers what came as it came.
func raw(ctx context.Context, s *session, r *request, options []Option) (*RawResponse, error) {
	type info struct {
		Status, Attempts int
		Headers          map[string]string
		// In seconds.
		Elapsed float64
	}
	type answer struct {
		Info info
		Body json.RawMessage
	}
	came, err := plain[answer](ctx, s, r, options)
	if err != nil {
		return nil, err
	}
	response := &RawResponse{
		ResponseInfo: ResponseInfo{
			Status:   came.Info.Status,
			Headers:  came.Info.Headers,
			Attempts: came.Info.Attempts,
			Elapsed:  seconds(came.Info.Elapsed),
		},
	}
	if string(came.Body) != "null" {
		response.Body = came.Body
	}
	return response, nil
}

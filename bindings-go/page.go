package lastpassadmin

import "github.com/lastpass-admin/lastpass-admin/bindings-go/internal/native"

// Page is a page of a list, as the vendor cut it.
type Page[T any] struct {
	// The items. A list may go on behind an empty page.
	Items []T `json:"items"`
	// The position of this page: reading on from it begins with this page.
	Token string `json:"token"`
	// The position of the next page; empty on the last one.
	NextToken string `json:"next_token,omitzero"`
	// What came with the page: status, headers, attempts, time.
	Response ResponseInfo `json:"response"`
}

// page makes a page of one of C, which may be freed then.
func page[T any](operation string, from *native.Page, of reader[T]) (*Page[T], error) {
	items, err := made(operation, from.TypeName, from.Records, of)
	if err != nil {
		return nil, err
	}
	return &Page[T]{
		Items:     items,
		Token:     from.Token,
		NextToken: from.NextToken,
		Response: ResponseInfo{
			Status:   from.Response.Status,
			Headers:  from.Response.Headers,
			Attempts: from.Response.Attempts,
			Elapsed:  seconds(from.Response.Elapsed),
		},
	}, nil
}

package lastpassadmin

import (
	"encoding/json"
	"time"
)

// RowOutcome is what became of one user of a call on many.
type RowOutcome struct {
	// The user, as the caller gave it.
	Username string `json:"username"`
	// What is known.
	State RowState `json:"state"`
	// What the vendor said of this row, or why it was not sent.
	Detail *string `json:"detail,omitzero"`
}

// Outcome is what became of all users of a call on many, in the caller's order.
type Outcome struct {
	// One entry for each row of the caller.
	Rows []RowOutcome `json:"rows"`
	// Remarks of the vendor on requests that it took.
	Messages []string `json:"messages"`
}

// Applied are the users for whom the operation took effect.
func (o *Outcome) Applied() []string {
	return o.users(RowStateApplied)
}

// Unchanged are the users whom the vendor left as they were: already in the state, or not known to it.
func (o *Outcome) Unchanged() []string {
	return o.users(RowStateUnchanged)
}

// Failed are the rows that did not take effect, or may not have.
func (o *Outcome) Failed() []RowOutcome {
	var failed []RowOutcome
	for _, row := range o.Rows {
		if row.State != RowStateApplied && row.State != RowStateUnchanged {
			failed = append(failed, row)
		}
	}
	return failed
}

func (o *Outcome) users(state RowState) []string {
	var users []string
	for _, row := range o.Rows {
		if row.State == state {
			users = append(users, row.Username)
		}
	}
	return users
}

// Group is a group and its members.
type Group struct {
	// The name, by which the vendor knows the group.
	Name string `json:"name"`
	// The e-mail addresses of the members, in order.
	Members []string `json:"members"`
}

// ResponseInfo is what came with an answer beside its body.
type ResponseInfo struct {
	// The HTTP status. The Provisioning API answers 200 for failures too.
	Status int `json:"status"`
	// The headers, with names in lower case; cookies are left out.
	Headers map[string]string `json:"headers"`
	// How many attempts the answer took.
	Attempts int `json:"attempts"`
	// How long the last attempt took.
	Elapsed time.Duration `json:"elapsed_ns"`
}

// RawResponse is an answer as it came.
type RawResponse struct {
	ResponseInfo
	// The body; nil if there was none.
	Body json.RawMessage `json:"body,omitzero"`
}

// ListSummary is what is known of a list that is being read.
type ListSummary struct {
	// Items given so far.
	Items uint64 `json:"items"`
	// Items that came a second time, because the list shifted while it was read, and were left out.
	Duplicates uint64 `json:"duplicates"`
	// What the vendor says the list holds, where it says so and no filter is set.
	Total *int64 `json:"total,omitzero"`
	// Whether the last page has been read.
	Complete bool `json:"complete"`
	// Whether the list was read on from a stored position, so that the items before it are not counted.
	Resumed bool `json:"resumed"`
	// Whether a list that was read from its start to its end holds another number of items than the
	// vendor says.
	IsInconsistent bool `json:"is_inconsistent"`
}

// CredentialStatus says whether a credential works.
type CredentialStatus struct {
	// Why it does not; nil if it does.
	Err *Error
}

// Works says whether the vendor accepts it.
func (s *CredentialStatus) Works() bool {
	return s.Err == nil
}

// CredentialReport says which of the credentials of a client work.
type CredentialReport struct {
	// The API key; nil if the client holds none.
	Business *CredentialStatus
	// CID and provisioning hash; nil if the client holds none.
	Provisioning *CredentialStatus
}

// AllWork says whether every credential that the client holds works.
func (r *CredentialReport) AllWork() bool {
	return (r.Business == nil || r.Business.Works()) && (r.Provisioning == nil || r.Provisioning.Works())
}

// EventBatch are new events, the earliest first, and the cursor behind them.
type EventBatch struct {
	// Events that were not given before.
	Events []Event `json:"events"`
	// Where to go on.
	Cursor *EventCursor `json:"cursor"`
}

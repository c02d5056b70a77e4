package lastpassadmin

import (
	"encoding/json"
	"time"
)

// EventCursor is how far a job has read the audit log, for ProvisioningEventsService.Since.
//
// Keep it, as JSON, once the events that came with it are safely stored: a job that dies in between
// gives them again, and never loses one. The JSON is the same in every language.
type EventCursor struct {
	// The latest time that was read, in the zone of the account; or where to begin.
	Latest string
	// How late an event may arrive and still be found, in whole seconds.
	Overlap time.Duration
	// The ids of the events that were given within the overlap.
	Given []string
}

// storedCursor is what is kept of a cursor.
type storedCursor struct {
	Latest         string   `json:"latest"`
	OverlapSeconds int64    `json:"overlap_seconds"`
	Given          []string `json:"given"`
}

// NewEventCursor begins at a time in the zone of the account, such as 2024-05-02 10:15:00. Events
// that arrive up to an hour late are still found; Overlap says otherwise.
func NewEventCursor(start string) *EventCursor {
	return &EventCursor{Latest: start, Overlap: time.Hour}
}

// MarshalJSON gives what is kept of it.
func (c EventCursor) MarshalJSON() ([]byte, error) {
	given := c.Given
	if given == nil {
		given = []string{}
	}
	return json.Marshal(storedCursor{c.Latest, int64(c.Overlap / time.Second), given})
}

// UnmarshalJSON takes what was kept of it.
func (c *EventCursor) UnmarshalJSON(kept []byte) error {
	var stored storedCursor
	if err := json.Unmarshal(kept, &stored); err != nil {
		return err
	}
	*c = EventCursor{stored.Latest, time.Duration(stored.OverlapSeconds) * time.Second, stored.Given}
	return nil
}

func (c EventCursor) json() string {
	// Texts and a number are never refused.
	kept, _ := c.MarshalJSON()
	return string(kept)
}

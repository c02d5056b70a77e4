package lastpassadmin_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

const start = "2024-05-02 00:00:00"

// since reads what is new.
func since(t *testing.T, lp *lastpassadmin.Client, cursor *lastpassadmin.EventCursor) *lastpassadmin.EventBatch {
	t.Helper()
	return must(lp.Provisioning.Events.Since(t.Context(), cursor, nil))(t)
}

// actions are what happened; without the reading itself, which the vendor logs too.
func actions(batch *lastpassadmin.EventBatch) []string {
	found := []string{}
	for _, event := range batch.Events {
		if *event.Action != "Reporting" {
			found = append(found, *event.Action)
		}
	}
	return found
}

func TestAnEventIsGivenOnceAndALateOneToo(t *testing.T) {
	tenant, lp := company(t)
	tenant.Event("2024-05-02 10:15:00", 2, nil)
	first := since(t, lp, lastpassadmin.NewEventCursor(start))
	equal(t, "the first", actions(first), []string{"Log in", "Log in"})
	var stored lastpassadmin.EventCursor
	if err := json.Unmarshal([]byte(written(t, first.Cursor)), &stored); err != nil {
		t.Fatal(err)
	}
	equal(t, "as it was kept", stored, *first.Cursor)
	for range 2 {
		equal(t, "once more", actions(since(t, lp, &stored)), []string{})
	}
	tenant.Event("2024-05-02 10:00:00", 1, J{"action": "Log out"})
	tenant.Event("2024-05-02 10:30:00", 1, J{"action": "Site added"})
	second := since(t, lp, first.Cursor)
	equal(t, "the earliest first", actions(second), []string{"Log out", "Site added"})
	for _, event := range second.Events {
		if slices.ContainsFunc(first.Events, func(known lastpassadmin.Event) bool { return known.ID == event.ID }) {
			t.Errorf("%s came twice", event.ID)
		}
	}
}

func TestHowLateAnEventMayCome(t *testing.T) {
	tenant, lp := company(t)
	tenant.Event("2024-05-02 10:15:00", 1, nil)
	begin := lastpassadmin.NewEventCursor(start)
	begin.Overlap = 5 * time.Minute
	cursor := since(t, lp, begin).Cursor
	equal(t, "overlap", cursor.Overlap, 5*time.Minute)
	tenant.Event("2024-05-02 10:05:00", 1, J{"action": "Log out"})
	equal(t, "too late", actions(since(t, lp, cursor)), []string{})
	equal(t, "asked from", body(tenant)["data"].(J)["from"], any("2024-05-02 10:10:00"))
}

func TestFiltersOfEventsGoAlong(t *testing.T) {
	tenant, lp := company(t)
	tenant.Event("2024-05-02 10:15:00", 1, nil)
	tenant.Event("2024-05-02 10:16:00", 1, J{"username": bob})
	params := &lastpassadmin.ProvisioningEventsSinceParams{User: lastpassadmin.Ptr(bob)}
	batch := must(lp.Provisioning.Events.Since(t.Context(), lastpassadmin.NewEventCursor(start), params))(t)
	for _, event := range batch.Events {
		equal(t, "user", *event.Username, bob)
	}
	if len(batch.Events) != 1 {
		t.Errorf("%d events", len(batch.Events))
	}
}

func TestTheTextOfACursorIsTheSameInEveryLanguage(t *testing.T) {
	text := `{"latest":"2024-05-02 10:15:00","overlap_seconds":300,"given":["0123"]}`
	var cursor lastpassadmin.EventCursor
	if err := json.Unmarshal([]byte(text), &cursor); err != nil {
		t.Fatal(err)
	}
	expected := lastpassadmin.EventCursor{Latest: "2024-05-02 10:15:00", Overlap: 5 * time.Minute, Given: []string{"0123"}}
	equal(t, "the cursor", cursor, expected)
	equal(t, "written again", written(t, cursor), text)
	equal(t, "a new one", written(t, lastpassadmin.NewEventCursor(start)), `{"latest":"2024-05-02 00:00:00","overlap_seconds":3600,"given":[]}`)
}

func TestAStoredTextThatIsNoCursorIsRefused(t *testing.T) {
	_, lp := company(t)
	for _, text := range []string{
		`{}`,
		`[]`,
		`null`,
		`5`,
		`{"latest":5,"overlap_seconds":1,"given":[]}`,
		`{"latest":"2024-05-02 00:00:00","overlap_seconds":-5,"given":[]}`,
		`{"latest":"2024-05-02 00:00:00","overlap_seconds":1,"given":[5]}`,
	} {
		var cursor lastpassadmin.EventCursor
		err := json.Unmarshal([]byte(text), &cursor)
		if err == nil {
			_, err = lp.Provisioning.Events.Since(t.Context(), &cursor, nil)
		}
		if err == nil {
			t.Errorf("%s is taken for a cursor", text)
		}
	}
}

func TestTheCursorStaysWhereItWasWhenThereAreNoEvents(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	lp := clientOf(t, tenant)
	begin := lastpassadmin.NewEventCursor("2030-05-02 00:00:00")
	batch := since(t, lp, begin)
	if batch.Events == nil || len(batch.Events) != 0 {
		t.Errorf("the events are %#v", batch.Events)
	}
	equal(t, "the cursor", batch.Cursor.Latest[:10], begin.Latest[:10])
}

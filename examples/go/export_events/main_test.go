package main

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

// long is the day in New York that has 25 hours.
const long = "2024-11-03"

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "export_events")
}

type written struct {
	ID        string
	Ordinal   int
	Time      string
	Instant   string
	Ambiguous bool
	Data      *string
}

func lines(t *testing.T, c *company.Company, name string) []written {
	t.Helper()
	var found []written
	for text := range strings.Lines(c.Text(name)) {
		var line written
		if err := json.Unmarshal([]byte(text), &line); err != nil {
			t.Fatal(err)
		}
		found = append(found, line)
	}
	return found
}

func instants(t *testing.T, c *company.Company) []string {
	t.Helper()
	var found []string
	for _, line := range lines(t, c, "day.jsonl") {
		found = append(found, line.Instant)
	}
	slices.Sort(found)
	return found
}

func TestADayOf25HoursIsWhole(t *testing.T) {
	c := company.New(t)
	times := []string{"2024-11-02 23:59:59", long + " 00:00:00", long + " 01:30:00", long + " 23:59:59", "2024-11-04 00:00:00"}
	for _, time := range times {
		c.Event(time)
	}
	c.Event(long+" 01:30:00", company.J{"second_pass": true, "ip_address": "203.0.113.8"})
	c.Run("--day", long, "--out", "day.jsonl").Expect(t, 0, "4 events")
	found := instants(t, c)
	if found[0] != "2024-11-03T04:00:00Z" || found[len(found)-1] != "2024-11-04T04:59:59Z" {
		t.Errorf("the day is %q", found)
	}
	type local struct {
		time      string
		ambiguous bool
	}
	var locals []local
	for _, line := range lines(t, c, "day.jsonl") {
		locals = append(locals, local{line.Time, line.Ambiguous})
	}
	expected := []local{{long + " 23:59:59", false}, {long + " 01:30:00", true}, {long + " 01:30:00", true}, {long + " 00:00:00", false}}
	if !slices.Equal(locals, expected) {
		t.Errorf("the times are %v", locals)
	}
}

func TestADayOf23HoursIsWhole(t *testing.T) {
	c := company.New(t)
	for _, time := range []string{"2024-03-10 00:00:00", "2024-03-10 03:00:00", "2024-03-10 23:59:59", "2024-03-11 00:00:00"} {
		c.Event(time)
	}
	c.Run("--day", "2024-03-10", "--out", "day.jsonl").Expect(t, 0)
	if found := instants(t, c); !slices.Equal(found, []string{"2024-03-10T05:00:00Z", "2024-03-10T07:00:00Z", "2024-03-11T03:59:59Z"}) {
		t.Errorf("the day is %q", found)
	}
}

func TestEqualEventsAreToldApartAndKnownAgain(t *testing.T) {
	c := company.New(t)
	for range 5 {
		c.Event(long+" 10:15:00", company.J{"action": "Failed login attempt", "data": "ünïcode <&>"})
	}
	c.Run("--day", long).Expect(t, 0)
	first := lines(t, c, "events-"+long+".jsonl")
	ids, ordinals := map[string]bool{}, []int{}
	for _, line := range first {
		ids[line.ID] = true
		ordinals = append(ordinals, line.Ordinal)
		if *line.Data != "ünïcode <&>" {
			t.Errorf("data is %q", *line.Data)
		}
	}
	slices.Sort(ordinals)
	if len(ids) != 5 || !slices.Equal(ordinals, []int{0, 1, 2, 3, 4}) {
		t.Errorf("the events are %v", first)
	}
	c.Run("--day", long).Expect(t, 0)
	if again := lines(t, c, "events-"+long+".jsonl"); !reflect.DeepEqual(again, first) {
		t.Errorf("the second export is %v", again)
	}
}

func TestNoFileIsWrittenIfAPageInTheMiddleFails(t *testing.T) {
	c := company.New(t)
	c.Control("PATCH", "/quirks", company.J{"event_limit": 2}, nil)
	for range 5 {
		c.Event(long + " 10:15:00")
	}
	c.Fault("reporting", "truncated-json", company.J{"after": 1})
	c.Run("--day", long).Expect(t, 1, "No file was written")
	if files := c.Files(); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
	c.ClearFaults()
	c.Run("--day", long).Expect(t, 0)
	if found := lines(t, c, "events-"+long+".jsonl"); len(found) != 5 {
		t.Errorf("%d events", len(found))
	}
}

func TestYesterdayIsThatOfTheAccount(t *testing.T) {
	c := company.New(t)
	zone, err := time.LoadLocation(c.Environment["LASTPASS_TIME_ZONE"])
	if err != nil {
		t.Fatal(err)
	}
	yesterday := time.Now().In(zone).AddDate(0, 0, -1).Format(time.DateOnly)
	c.Event(yesterday + " 12:00:00")
	c.Run().Expect(t, 0, "1 events")
	if files := c.Files(); !slices.Equal(files, []string{"events-" + yesterday + ".jsonl"}) {
		t.Errorf("the files are %q", files)
	}
}

func TestADayThatIsNoneOrNotOverIsRefused(t *testing.T) {
	c := company.New(t)
	for day, said := range map[string]string{
		time.Now().AddDate(0, 0, 2).Format(time.DateOnly): "is not over yet",
		"2024-02-30": "has to be a day",
		"yesterday":  "has to be a day",
	} {
		c.Run("--day", day).Expect(t, 2, said)
	}
	if hits := c.Hits(""); hits != 0 {
		t.Errorf("%d requests", hits)
	}
}

func TestWithoutTheZoneOfTheAccountNothingIsAsked(t *testing.T) {
	c := company.New(t)
	for _, zone := range []string{"", "Mars/Olympus", "../etc"} {
		c.Environment["LASTPASS_TIME_ZONE"] = zone
		c.Run("--day", long).Expect(t, 2, "LASTPASS_TIME_ZONE")
	}
	delete(c.Environment, "LASTPASS_TIME_ZONE")
	c.Run("--day", long).Expect(t, 2, "LASTPASS_TIME_ZONE")
	if hits := c.Hits(""); hits != 0 {
		t.Errorf("%d requests", hits)
	}
}

func TestAServiceThatAsksToWaitIsWaitedForNoLongerThanItIsWorth(t *testing.T) {
	c := company.New(t)
	c.Fault("reporting", company.J{"too-many-requests": company.J{"retry_after": company.J{"seconds": 7200}}})
	c.Run("--day", long).Expect(t, 1, "Run it again in 7200 s")
	if files := c.Files(); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
}

package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `Exports one day of audit events to JSON Lines, for a log collector or an archive.

    go run ./export_events                                   # yesterday, to events-2026-11-21.jsonl
    go run ./export_events --day 2026-11-01 --out day.jsonl

A day is one of the account's time zone, from its first second to its last: 23 or 25 hours where daylight
saving begins or ends. Each line is an event, the latest first: the vendor's local time as "time", the instant
in UTC, whether the local time is one that comes twice that day, and an "id" that is the same in every export,
by which a collector drops what it has already.

    --day DAY     as YYYY-MM-DD; default: yesterday
    --out FILE    default: events-DAY.jsonl

The file appears only if the whole day was read, and replaces one of an earlier run. Events may reach the log
late, so run it an hour after midnight or later; to follow the log closely, see Provisioning.Events.Since.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the account as an IANA name
such as America/New_York. lastpass-sandbox prints an environment to try it with.

Ends with 0 if the file is written, with 1 if the events could not be read, with 2 if it was called or set up
wrongly.
`

// line is an event as it is written.
type line struct {
	ID string `json:"id"`
	// Equal events of one second are told apart by their number, in the id too.
	Ordinal   int64      `json:"ordinal"`
	Time      *string    `json:"time"`
	Instant   *time.Time `json:"instant"`
	Ambiguous bool       `json:"ambiguous"`
	Username  *string    `json:"username"`
	IPAddress *string    `json:"ip_address"`
	Action    *string    `json:"action"`
	Data      *string    `json:"data"`
	// What the vendor sends and this version does not know.
	Extra json.RawMessage `json:"extra,omitempty"`
}

func lineOf(event lastpassadmin.Event) line {
	written := line{
		ID:        event.ID,
		Ordinal:   event.Ordinal,
		Username:  event.Username,
		IPAddress: event.IPAddress,
		Action:    event.Action,
		Data:      event.Data,
		Extra:     event.Extra,
	}
	if local := event.Time; local != nil {
		written.Time, written.Ambiguous = &local.Text, local.IsAmbiguous
		if !local.Time.IsZero() {
			written.Instant = lastpassadmin.Ptr(local.Time.UTC())
		}
	}
	return written
}

// export writes an event as it is read; it gives how many there were.
func export(events iter.Seq2[lastpassadmin.Event, error], file io.Writer) (int, error) {
	count := 0
	lines := json.NewEncoder(file)
	lines.SetEscapeHTML(false)
	for event, err := range events {
		if err != nil {
			return count, err
		}
		if err := lines.Encode(lineOf(event)); err != nil {
			return count, err
		}
		count++
	}
	return count, nil
}

// writeWhole writes a file that gets its name when it is complete. Only its owner may read it: it holds personal data.
func writeWhole(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
		}
	}()
	buffer := bufio.NewWriter(file)
	if err := write(buffer); err != nil {
		return err
	}
	if err := errors.Join(buffer.Flush(), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

func advice(err error) string {
	var problem *lastpassadmin.Error
	switch {
	case !errors.As(err, &problem):
		return ""
	case errors.Is(err, lastpassadmin.ErrRateLimit):
		wait := time.Minute
		if problem.RetryAfter != nil {
			wait = *problem.RetryAfter
		}
		return fmt.Sprintf("Run it again in %.0f s.", wait.Seconds())
	case errors.Is(err, lastpassadmin.ErrAuthentication), errors.Is(err, lastpassadmin.ErrConfiguration):
		return "Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API."
	}
	return "It only reads, so it can be run again at any time."
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	flags := flag.NewFlagSet("export_events", flag.ContinueOnError)
	day := flags.String("day", "", "")
	out := flags.String("out", "", "")
	flags.Usage = func() {}
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		return refuse("it takes options alone; --help says which there are")
	}
	name := os.Getenv("LASTPASS_TIME_ZONE")
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return refuse("set LASTPASS_TIME_ZONE to an IANA name; a system without zones needs the package time/tzdata")
	}
	today := time.Now().In(zone)
	if *day == "" {
		*day = today.AddDate(0, 0, -1).Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, *day); err != nil {
		return refuse("--day has to be a day as YYYY-MM-DD, not " + *day)
	}
	if *day >= today.Format(time.DateOnly) {
		return refuse(*day + " is not over yet in " + name)
	}
	if *out == "" {
		*out = "events-" + *day + ".jsonl"
	}
	count, err := exportDay(*day, *out)
	if err != nil {
		fmt.Fprintln(os.Stderr, "No file was written:", err, advice(err))
		if errors.Is(err, lastpassadmin.ErrConfiguration) || errors.Is(err, lastpassadmin.ErrInvalidArgument) {
			return 2
		}
		return 1
	}
	fmt.Printf("%d events of %s in %s: %s\n", count, *day, name, *out)
	return 0
}

func refuse(message string) int {
	fmt.Fprintln(os.Stderr, message)
	return 2
}

func exportDay(day, out string) (count int, err error) {
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(true), lastpassadmin.WithAPIUser("export_events"))
	if err != nil {
		return 0, err
	}
	defer lp.Close()
	// Times without an offset are local ones, as the vendor's own bounds are. So the day is whole however many
	// hours it has; a start with an offset and 24 hours more would not be.
	events := lp.Provisioning.Events.List(context.Background(), &lastpassadmin.ProvisioningEventsListParams{
		From: lastpassadmin.AtLocal(day + " 00:00:00"),
		To:   lastpassadmin.AtLocal(day + " 23:59:59"),
	})
	err = writeWhole(out, func(file io.Writer) error {
		count, err = export(events, file)
		return err
	})
	return count, err
}

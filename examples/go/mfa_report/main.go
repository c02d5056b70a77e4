package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `Who has a second factor, and who no longer uses LastPass? Two CSV files, and the adoption in one line.

    go run ./mfa_report --mfa mfa.csv --inactive inactive.csv --days 90

mfa.csv has a row for each user who can log in, with the method of the second factor, empty without one.
inactive.csv has those of them who have not logged in for so many days, or never did since they were created
so long ago. Disabled users are in neither.

    --mfa FILE         default: mfa.csv
    --inactive FILE    default: inactive.csv
    --days N           without a login; default: 90

Both files appear only if all users were read, and if the vendor's count agrees; they replace those of an
earlier run. They open as UTF-8 in spreadsheets, and no value in them is taken for a formula.

Needs LASTPASS_CID with LASTPASS_PROVHASH, and LASTPASS_TIME_ZONE, the zone of the account as an IANA name
such as America/New_York. lastpass-sandbox prints an environment to try it with.

Ends with 0 if both files are written, with 1 if the users could not be read, with 2 if it was called or set
up wrongly.
`

var (
	mfaColumns      = []string{"username", "full_name", "multifactor", "admin", "last_login"}
	inactiveColumns = []string{"username", "full_name", "created", "last_login", "days", "multifactor", "groups"}
)

const day = 24 * time.Hour

type counts struct {
	disabled, active, withMFA, inactive int
}

func (c counts) adoption() string {
	percent := 0.0
	if c.active > 0 {
		percent = 100 * float64(c.withMFA) / float64(c.active)
	}
	return fmt.Sprintf("%d of %d users have a second factor (%.1f %%)", c.withMFA, c.active, percent)
}

// report writes a row as it is read: a company of any size needs no more memory than a page of it.
func report(users *lastpassadmin.Pager[lastpassadmin.ProvisioningUser], mfa, inactive io.Writer, days int) (counts, error) {
	var counts counts
	now := time.Now()
	mfaRows, inactiveRows := newRows(mfa), newRows(inactive)
	mfaRows.add(mfaColumns...)
	inactiveRows.add(inactiveColumns...)
	for user, err := range users.All() {
		if err != nil {
			return counts, err
		}
		if value(user.Disabled) {
			counts.disabled++
			continue
		}
		counts.active++
		// The member is left out for a user without a second factor; its values are an open list.
		multifactor := value(user.Multifactor)
		if multifactor != "" {
			counts.withMFA++
		}
		admin := ""
		if value(user.Admin) {
			admin = "yes"
		}
		username, fullName := value(user.Username), value(user.FullName)
		lastLogin := shown(user.LastLogin, "never")
		mfaRows.add(username, fullName, multifactor, admin, lastLogin)
		idle, known := idleTime(user, now)
		if known && int(idle/day) >= days {
			counts.inactive++
			created, idleDays := shown(user.Created, ""), fmt.Sprint(int(idle/day))
			inactiveRows.add(username, fullName, created, lastLogin, idleDays, multifactor, strings.Join(user.Groups, "; "))
		}
	}
	if summary := users.Summary(); summary.IsInconsistent {
		return counts, fmt.Errorf("the vendor counts %d users, %d came: run it again", value(summary.Total), summary.Items)
	}
	return counts, errors.Join(mfaRows.end(), inactiveRows.end())
}

// idleTime is the time since the last login, or since the creation of who never logged in.
func idleTime(user lastpassadmin.ProvisioningUser, now time.Time) (idle time.Duration, known bool) {
	last := user.Created
	if user.LastLogin != nil && user.LastLogin.Text != "" {
		last = user.LastLogin
	}
	if last == nil || last.Time.IsZero() {
		return 0, false
	}
	return now.Sub(last.Time), true
}

// shown is a time with its offset; the vendor's own text where that is no time.
func shown(local *lastpassadmin.LocalTime, absent string) string {
	switch {
	case local == nil, local.Text == "":
		return absent
	case local.Time.IsZero():
		return local.Text
	}
	return local.Time.Format(time.RFC3339)
}

// rows are those of a CSV file that opens as UTF-8 in spreadsheets.
type rows struct {
	out *csv.Writer
}

func newRows(file io.Writer) rows {
	// The mark that tells what the file is. A fault shows at the end.
	io.WriteString(file, "\ufeff")
	return rows{csv.NewWriter(file)}
}

func (r rows) add(values ...string) {
	cells := make([]string, len(values))
	for at, value := range values {
		cells[at] = harmless(value)
	}
	r.out.Write(cells)
}

func (r rows) end() error {
	r.out.Flush()
	return r.out.Error()
}

// harmless is a text for a spreadsheet. A name such as `=1+1` would be worked out as a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
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

// value is the value behind a pointer, or the zero value where the vendor said nothing.
func value[T any](value *T) T {
	return lastpassadmin.Value(value)
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	flags := flag.NewFlagSet("mfa_report", flag.ContinueOnError)
	mfa := flags.String("mfa", "mfa.csv", "")
	inactive := flags.String("inactive", "inactive.csv", "")
	days := flags.Int("days", 90, "")
	flags.Usage = func() {}
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		return refuse("it takes options alone; --help says which there are")
	case os.Getenv("LASTPASS_TIME_ZONE") == "":
		return refuse("set LASTPASS_TIME_ZONE: the vendor's times carry no zone")
	}
	counts, err := write(*mfa, *inactive, *days)
	if err != nil {
		fmt.Fprintln(os.Stderr, "No file was written:", err, advice(err))
		if errors.Is(err, lastpassadmin.ErrConfiguration) || errors.Is(err, lastpassadmin.ErrInvalidArgument) {
			return 2
		}
		return 1
	}
	fmt.Println(counts.adoption())
	fmt.Printf("%d of them have not logged in for %d days\n", counts.inactive, *days)
	fmt.Printf("%d more are disabled\n", counts.disabled)
	return 0
}

func refuse(message string) int {
	fmt.Fprintln(os.Stderr, message)
	return 2
}

// write writes both files.
func write(mfa, inactive string, days int) (found counts, err error) {
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(true), lastpassadmin.WithAPIUser("mfa_report"))
	if err != nil {
		return found, err
	}
	defer lp.Close()
	users := lp.Provisioning.Users.ListPages(context.Background(), nil)
	defer users.Close()
	err = writeWhole(mfa, func(mfa io.Writer) error {
		return writeWhole(inactive, func(inactive io.Writer) error {
			found, err = report(users, mfa, inactive, days)
			return err
		})
	})
	return found, err
}

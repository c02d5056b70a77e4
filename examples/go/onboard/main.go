package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `Onboards the people of a CSV file, and says of each row what became of it.

    go run ./onboard --dry-run people.csv     # checks the file, and who is there already; changes nothing
    go run ./onboard people.csv               # writes people.results.csv, and if need be the next two

The file is UTF-8, with a header: username (the e-mail address), and perhaps full_name, groups (separated
by ;) and columns such as attrib.Department, which become attributes of the user. New users most likely get an
activation e-mail. Who is a user already, or is invited, is left out, since the vendor would change an
existing user instead.

people.results.csv  every row with its line, its state and what the vendor said
people.failed.csv   rows that did not take effect, exactly as they were: mend what is wrong and run the file
                    again
people.unknown.csv  rows that may or may not have taken effect: look at these people first. Run again as it
                    is, the file leaves out who has become a user, yet others may get a second e-mail

    --dry-run    check the file and who is there already

Needs LASTPASS_CID with LASTPASS_PROVHASH; lastpass-sandbox prints an environment to try it with.

Ends with 0 if all rows took effect or were there already, with 1 if some did not, with 2 if it was called or
set up wrongly or the file has faults (nothing is sent then), with 130 if it was interrupted.
`

const (
	// As many rows as the client puts into one request, and the rest that the vendor's service needs in between.
	portion = 100
	pause   = time.Second

	thereAlready lastpassadmin.RowState = "there already"

	// The mark that spreadsheets put before UTF-8.
	mark = "\ufeff"
)

// row is a row of the file, and what is known of it.
type row struct {
	line   int
	cells  []string
	user   lastpassadmin.BatchAddUser
	state  lastpassadmin.RowState
	detail string
}

func (r *row) is(state lastpassadmin.RowState, detail string) {
	r.state, r.detail = state, detail
}

// people are the columns and the rows of a file.
type people struct {
	columns []string
	rows    []*row
}

// read reads a file; its error is all that is wrong with it, line by line.
func read(path string) (*people, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(text) {
		return nil, errors.New("it is not UTF-8")
	}
	file := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte(mark))))
	// How many cells a row has is said of all rows at once.
	file.FieldsPerRecord = -1
	columns, err := file.Read()
	if err != nil && err != io.EOF {
		return nil, err
	}
	if err := checkColumns(columns); err != nil {
		return nil, err
	}
	read := &people{columns: columns}
	var faults []string
	lines := map[string]int{}
	for {
		cells, err := file.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		line, _ := file.FieldPos(0)
		if len(cells) > len(columns) {
			faults = append(faults, fmt.Sprintf("line %d: has more cells than there are columns", line))
			continue
		}
		cells = append(cells, make([]string, len(columns)-len(cells))...)
		row := &row{line: line, cells: cells, user: userOf(columns, cells), state: lastpassadmin.RowStateNotSent}
		name := fold(row.user.Username)
		if !strings.Contains(name, "@") {
			faults = append(faults, fmt.Sprintf("line %d: `%s` is no e-mail address", line, row.user.Username))
		} else if before, twice := lines[name]; twice {
			faults = append(faults, fmt.Sprintf("line %d: %s stands in line %d too", line, row.user.Username, before))
		} else {
			lines[name] = line
		}
		read.rows = append(read.rows, row)
	}
	if faults != nil {
		return nil, errors.New(strings.Join(faults, "\n"))
	}
	return read, nil
}

func checkColumns(columns []string) error {
	var unknown []string
	for _, name := range columns {
		if !slices.Contains([]string{"username", "full_name", "groups"}, name) && !strings.HasPrefix(name, "attrib.") {
			unknown = append(unknown, name)
		}
	}
	once := slices.Compact(slices.Sorted(slices.Values(columns)))
	if !slices.Contains(columns, "username") || unknown != nil || len(once) < len(columns) {
		return fmt.Errorf("line 1: %q has to hold `username`, and each once; %q are not known", columns, unknown)
	}
	return nil
}

func userOf(columns, cells []string) lastpassadmin.BatchAddUser {
	var user lastpassadmin.BatchAddUser
	for at, name := range columns {
		value := strings.TrimSpace(cells[at])
		attrib, isAttrib := strings.CutPrefix(name, "attrib.")
		switch {
		case value == "":
		case name == "username":
			user.Username = value
		case name == "full_name":
			user.FullName = &value
		case name == "groups":
			for group := range strings.SplitSeq(value, ";") {
				if group = strings.TrimSpace(group); group != "" {
					user.Groups = append(user.Groups, group)
				}
			}
		case isAttrib:
			if user.Attribs == nil {
				user.Attribs = map[string]string{}
			}
			user.Attribs[attrib] = cells[at]
		}
	}
	return user
}

// markKnown marks those who are users or invited. All users are read, page by page, and none of them is kept.
func markKnown(ctx context.Context, lp *lastpassadmin.Client, rows []*row) error {
	byName := map[string]*row{}
	for _, row := range rows {
		byName[fold(row.user.Username)] = row
	}
	for user, err := range lp.Provisioning.Users.List(ctx, nil) {
		if err != nil {
			return err
		}
		if row := byName[fold(lastpassadmin.Value(user.Username))]; row != nil {
			row.is(thereAlready, "is a user")
		}
	}
	invited, err := lp.Provisioning.Users.ListInvited(ctx)
	for _, name := range invited {
		if row := byName[fold(name)]; row != nil {
			row.is(thereAlready, "is invited")
		}
	}
	return err
}

// add adds people, portion after portion; its error is what ended it. What is known stands in the rows.
func add(ctx context.Context, lp *lastpassadmin.Client, rows []*row) error {
	first := true
	for portion := range slices.Chunk(rows, portion) {
		if !first {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(pause):
			}
		}
		first = false
		users := make([]lastpassadmin.BatchAddUser, len(portion))
		for at, row := range portion {
			users[at] = row.user
		}
		outcome, err := lp.Provisioning.Users.Add(ctx, users)
		var problem *lastpassadmin.Error
		if errors.As(err, &problem) {
			outcome = problem.Outcome
		}
		if outcome != nil {
			settle(portion, outcome)
		} else {
			state := lastpassadmin.RowStateUnknown
			if problem.Delivery == lastpassadmin.DeliveryNotSent {
				state = lastpassadmin.RowStateNotSent
			}
			for _, row := range portion {
				row.is(state, problem.Message)
			}
		}
		// What the vendor sorted out by itself: the next rows may go.
		byRow := errors.Is(err, lastpassadmin.ErrPartial) || errors.Is(err, lastpassadmin.ErrRejected)
		if err != nil && !(byRow && problem.Cause == nil) {
			return err
		}
	}
	return nil
}

func settle(rows []*row, outcome *lastpassadmin.Outcome) {
	for at, told := range outcome.Rows {
		rows[at].is(told.State, lastpassadmin.Value(told.Detail))
	}
	for _, message := range outcome.Messages {
		fmt.Println("LastPass says:", message)
	}
}

// write writes a CSV file that gets its name when it is complete. Only its owner may read it.
func write(path string, columns []string, rows [][]string) (err error) {
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
	if _, err := io.WriteString(file, mark); err != nil {
		return err
	}
	out := csv.NewWriter(file)
	if err := errors.Join(out.Write(columns), out.WriteAll(rows), file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// harmless is a text for a spreadsheet: one that begins like a formula would be worked out.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// writeResults writes the results, and the rows to be looked at or run again; it tells whether it could.
func writeResults(path string, people *people) bool {
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	var shown [][]string
	for _, row := range people.rows {
		username, detail := harmless(row.user.Username), harmless(row.detail)
		shown = append(shown, []string{strconv.Itoa(row.line), username, string(row.state), detail})
	}
	if err := write(stem+".results.csv", []string{"line", "username", "state", "detail"}, shown); err != nil {
		// What became of people must not be lost for want of room on a disk.
		csv.NewWriter(os.Stdout).WriteAll(shown)
		fmt.Fprintf(os.Stderr, "No file was written: %s. The results stand above.\n", err)
		return false
	}
	fmt.Println("See", stem+".results.csv")
	failed := []lastpassadmin.RowState{lastpassadmin.RowStateRejected, lastpassadmin.RowStateNotSent}
	unknown := []lastpassadmin.RowState{lastpassadmin.RowStateUnknown}
	return writeChosen(stem+".failed.csv", people, failed) && writeChosen(stem+".unknown.csv", people, unknown)
}

// writeChosen writes the rows in these states as they came, or a second run would be about other people.
func writeChosen(path string, people *people, states []lastpassadmin.RowState) bool {
	var chosen [][]string
	for _, row := range people.rows {
		if slices.Contains(states, row.state) {
			chosen = append(chosen, row.cells)
		}
	}
	if chosen == nil {
		// One of an earlier run would be taken for one of this.
		os.Remove(path)
		return true
	}
	if err := write(path, people.columns, chosen); err != nil {
		fmt.Fprintln(os.Stderr, "No file was written:", err)
		return false
	}
	fmt.Println("See", path)
	return true
}

func onboard(lp *lastpassadmin.Client, path string, people *people, dryRun bool) int {
	// Ctrl-C, or the end of the job: the call that is under way is given up, and what is known is kept.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := markKnown(ctx, lp, people.rows); err != nil {
		fmt.Fprintln(os.Stderr, "Nothing was sent:", err, advice(err))
		return codeOf(err)
	}
	var new []*row
	for _, row := range people.rows {
		if row.state != thereAlready {
			new = append(new, row)
		}
	}
	fmt.Printf("%d of %d people are new.\n", len(new), len(people.rows))
	if dryRun {
		return 0
	}
	err := add(ctx, lp, new)
	if err != nil && ctx.Err() == nil {
		fmt.Fprintln(os.Stderr, "Stopped:", err, advice(err))
	}
	written := writeResults(path, people)
	counts := map[lastpassadmin.RowState]int{}
	for _, row := range people.rows {
		counts[row.state]++
	}
	var told []string
	for _, state := range slices.Sorted(maps.Keys(counts)) {
		told = append(told, fmt.Sprintf("%d %s", counts[state], state))
	}
	fmt.Println(strings.Join(told, ", "))
	done := counts[lastpassadmin.RowStateApplied] + counts[lastpassadmin.RowStateUnchanged] + counts[thereAlready]
	switch {
	case ctx.Err() != nil:
		return 130
	case written && done == len(people.rows):
		return 0
	}
	return 1
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
		return fmt.Sprintf("Run the failed rows again in %.0f s.", wait.Seconds())
	case errors.Is(err, lastpassadmin.ErrAuthentication), errors.Is(err, lastpassadmin.ErrConfiguration):
		return "Take LASTPASS_CID and LASTPASS_PROVHASH from the Admin Console: Advanced, Enterprise API."
	}
	return "The rows say what is known of each."
}

func codeOf(err error) int {
	if errors.Is(err, lastpassadmin.ErrConfiguration) || errors.Is(err, lastpassadmin.ErrInvalidArgument) {
		return 2
	}
	return 1
}

func fold(address string) string {
	return strings.ToLower(address)
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	flags := flag.NewFlagSet("onboard", flag.ContinueOnError)
	dryRun := flags.Bool("dry-run", false, "")
	flags.Usage = func() {}
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0
	case err != nil:
		return 2
	case flags.NArg() != 1:
		fmt.Fprintln(os.Stderr, "it takes one file, behind the options; --help says which there are")
		return 2
	}
	path := flags.Arg(0)
	people, err := read(path)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s cannot be used, and nothing was sent:\n%s\n", path, err)
		return 2
	}
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(*dryRun), lastpassadmin.WithAPIUser("onboard"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "Nothing was sent:", err, advice(err))
		return codeOf(err)
	}
	defer lp.Close()
	return onboard(lp, path, people, *dryRun)
}

package main

import (
	"bufio"
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
	"unicode"
	"unicode/utf8"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `Reviews who can reach which shared folder, through which group, in which role: as a table or as CSV.

    go run ./access_review                               # a table for each folder
    go run ./access_review --folder 5001 --as groups     # one folder, group by group
    go run ./access_review --output access.csv           # a file for a spreadsheet
    go run ./access_review --csv | sort                  # the same on standard output

A row is one way in: whoever reaches a folder directly and through two groups has three. The role is derived
from the vendor's flags; without any of them it is unmapped_value. Beside it stands the status of the account,
and a remark where somebody should look: access of an account that is disabled, was never taken into use, or
is none of this company's users.

    --folder ID            only this folder; default: all
    --as users|groups      what a row is; default: users
    --include-deleted      deleted folders too; nobody reaches them
    --super-admins WHICH   only: list super admins only; without: leave them out
    --csv                  write CSV to standard output, not a table
    --output FILE          write CSV to a file

In CSV a value that begins with = + - or @ has a quote in front, since a spreadsheet would take it for a
formula. A file appears only if everything was read, and replaces that of an earlier run; what --csv wrote is
complete only if the program ends with 0.

Needs LASTPASS_CID with LASTPASS_PROVHASH; with LASTPASS_API_KEY too, the status is what both APIs say.
lastpass-sandbox prints an environment to try it with.

Ends with 0 if everything was read, with 1 if not, with 2 if it was called or set up wrongly.
`

// folder is what an entry says of its folder.
type folder struct {
	id, name  string
	isDeleted bool
}

// accounts are the statuses of all accounts, by their addresses in lower case.
type accounts map[string]string

// view is what a row is; its last column is the remark.
type view struct {
	columns []string
	rows    func(entries []lastpassadmin.IAMUser, known accounts) [][]string
}

var views = map[string]view{
	"users":  {[]string{"user", "role", "access", "group", "status", "remark"}, userRows},
	"groups": {[]string{"group", "role", "members", "not_enabled", "remark"}, groupRows},
}

// output writes the rows of a folder.
type output func(folder folder, rows [][]string) error

type counts struct {
	folders, rows, remarks int
}

// review reads a folder, writes it and forgets it; the status of all accounts is all that is kept.
func review(
	ctx context.Context, lp *lastpassadmin.Client, params *lastpassadmin.IAMListResourceUsersParams, view view, write output,
) (counts, error) {
	var counts counts
	known, err := readAccounts(ctx, lp)
	if err != nil {
		return counts, err
	}
	list := lp.IAM.ListResourceUsersPages(ctx, params)
	defer list.Close()
	var (
		current folder
		entries []lastpassadmin.IAMUser
	)
	flush := func() error {
		rows := view.rows(entries, known)
		entries = entries[:0]
		if len(rows) == 0 {
			return nil
		}
		counts.folders++
		counts.rows += len(rows)
		for _, row := range rows {
			if row[len(row)-1] != "" {
				counts.remarks++
			}
		}
		return write(current, rows)
	}
	// The entries of a folder come one after the other.
	for entry, err := range list.All() {
		if err != nil {
			return counts, err
		}
		if of := folderOf(entry); of != current {
			if err := flush(); err != nil {
				return counts, err
			}
			current = of
		}
		entries = append(entries, entry)
	}
	return counts, errors.Join(flush(), whole(list.Summary(), "entries"))
}

// readAccounts gives the status of each account, of people who were only invited, too.
func readAccounts(ctx context.Context, lp *lastpassadmin.Client) (accounts, error) {
	users := lp.IAM.Users.ListPages(ctx, &lastpassadmin.IAMUsersListParams{IncludeInvited: lastpassadmin.Ptr(true)})
	defer users.Close()
	known := accounts{}
	for user, err := range users.All() {
		if err != nil {
			return nil, err
		}
		known[fold(value(user.ID))] = described(user.Status)
	}
	return known, whole(users.Summary(), "users")
}

// described is a status; what the view has no word for with that of the vendor.
func described(status *lastpassadmin.IAMUserStatus) string {
	switch {
	case status == nil, status.Value == nil:
		return "unknown"
	case *status.Value == lastpassadmin.IAMUserStatusValueUnmappedValue:
		return fmt.Sprintf("%s: %s", *status.Value, value(status.SourceValue))
	}
	return string(*status.Value)
}

// whole tells whether a list was read, and yet not all of it.
func whole(summary lastpassadmin.ListSummary, what string) error {
	if !summary.IsInconsistent {
		return nil
	}
	return fmt.Errorf("the vendor counts %d %s, %d came: run it again", value(summary.Total), what, summary.Items)
}

func folderOf(entry lastpassadmin.IAMUser) folder {
	fields := value(entry.UnifiedCustomFields)
	return folder{value(fields.ResourceID), value(fields.ResourceName), value(fields.ResourceDeleted)}
}

func userRows(entries []lastpassadmin.IAMUser, known accounts) [][]string {
	rows := make([][]string, len(entries))
	for at, entry := range entries {
		group := groupOf(entry)
		access := "direct"
		if value(value(entry.UnifiedCustomFields).SuperAdmin) {
			access = "super admin"
		} else if group != "" {
			access = "group"
		}
		status, isAccount := known[fold(value(entry.ID))]
		if !isAccount {
			status = "no account"
		}
		remark := "not enabled"
		if status == "enabled" {
			remark = ""
		}
		rows[at] = []string{value(entry.ID), roleOf(entry), access, group, status, remark}
	}
	return rows
}

// groupRows are as IAM.ListResourceGroups has them, whose entries do not say whether their folder was deleted.
func groupRows(entries []lastpassadmin.IAMUser, known accounts) [][]string {
	members := map[[2]string][]string{}
	for _, entry := range entries {
		if group := groupOf(entry); group != "" {
			key := [2]string{group, roleOf(entry)}
			members[key] = append(members[key], value(entry.ID))
		}
	}
	keys := slices.SortedFunc(maps.Keys(members), func(one, other [2]string) int {
		return slices.Compare(one[:], other[:])
	})
	var rows [][]string
	for _, key := range keys {
		users := members[key]
		idle := slices.DeleteFunc(slices.Clone(users), func(user string) bool { return known[fold(user)] == "enabled" })
		row := []string{key[0], key[1], strconv.Itoa(len(users)), strconv.Itoa(len(idle)), remarkOn(idle)}
		rows = append(rows, row)
	}
	return rows
}

func remarkOn(idle []string) string {
	switch {
	case len(idle) == 0:
		return ""
	case len(idle) > 3:
		return fmt.Sprintf("not enabled: %s and %d more", strings.Join(idle[:3], ", "), len(idle)-3)
	}
	return "not enabled: " + strings.Join(idle, ", ")
}

// groupOf is the name of the one group that an entry has, or nothing.
func groupOf(entry lastpassadmin.IAMUser) string {
	if len(entry.Groups) == 0 {
		return ""
	}
	return value(entry.Groups[0].Name)
}

// roleOf is the name of the one role that an entry has.
func roleOf(entry lastpassadmin.IAMUser) string {
	if len(entry.Roles) == 0 {
		return ""
	}
	return value(entry.Roles[0].Name)
}

// table writes a table for each folder.
func table(file io.Writer, columns []string) output {
	return func(folder folder, rows [][]string) error {
		note := ""
		if folder.isDeleted {
			note = ", deleted"
		}
		name := folder.name
		if name == "" {
			name = "-"
		}
		text := printable(fmt.Sprintf("%s (id %s%s)", name, folder.id, note)) + "\n"
		widths := make([]int, len(columns))
		lines := append([][]string{columns}, rows...)
		for _, line := range lines {
			for at, cell := range line {
				widths[at] = max(widths[at], utf8.RuneCountInString(cell))
			}
		}
		for _, line := range lines {
			shown := "   "
			for at, cell := range line {
				shown += fmt.Sprintf(" %-*s ", widths[at], printable(cell))
			}
			text += strings.TrimRight(shown, " ") + "\n"
		}
		_, err := io.WriteString(file, text)
		return err
	}
}

// printable is a name as it may be printed: whoever names a folder or a group must not control a terminal.
func printable(text string) string {
	return strings.Map(func(letter rune) rune {
		if unicode.IsPrint(letter) {
			return letter
		}
		return '?'
	}, text)
}

// csvRows writes a row for each entry, below a header.
func csvRows(file io.Writer, columns []string) (output, error) {
	out := csv.NewWriter(file)
	write := func(cells ...string) {
		for at, cell := range cells {
			cells[at] = harmless(cell)
		}
		out.Write(cells)
	}
	write(append([]string{"folder_id", "folder", "deleted"}, columns...)...)
	out.Flush()
	return func(folder folder, rows [][]string) error {
		isDeleted := ""
		if folder.isDeleted {
			isDeleted = "yes"
		}
		for _, row := range rows {
			write(append([]string{folder.id, folder.name, isDeleted}, row...)...)
		}
		out.Flush()
		return out.Error()
	}, out.Error()
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
	// With the mark that tells spreadsheets that it is UTF-8.
	if _, err := buffer.WriteString("\ufeff"); err != nil {
		return err
	}
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
	case errors.Is(err, lastpassadmin.ErrAuthentication),
		errors.Is(err, lastpassadmin.ErrConfiguration),
		errors.Is(err, lastpassadmin.ErrNotSupported):
		return "CID and hash are in the Admin Console: Advanced, Enterprise API."
	case errors.Is(err, lastpassadmin.ErrNotFound):
		return "Without --folder all are listed with their ids, by --include-deleted the deleted ones too."
	}
	return "It only reads, so it can be run again at any time."
}

func fold(address string) string {
	return strings.ToLower(address)
}

// value is the value behind a pointer, or the zero value where there is none.
func value[T any](value *T) T {
	return lastpassadmin.Value(value)
}

// choice is what the command line says.
type choice struct {
	view   view
	params lastpassadmin.IAMListResourceUsersParams
	csv    bool
	output string
}

// read reads the command line.
func (c *choice) read(arguments []string) error {
	flags := flag.NewFlagSet("access_review", flag.ContinueOnError)
	flags.Usage = func() {}
	of := flags.String("folder", "", "")
	as := flags.String("as", "users", "")
	includeDeleted := flags.Bool("include-deleted", false, "")
	superAdmins := flags.String("super-admins", "", "")
	flags.BoolVar(&c.csv, "csv", false, "")
	flags.StringVar(&c.output, "output", "", "")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	view, known := views[*as]
	switch {
	case flags.NArg() > 0:
		return errors.New("it takes options alone; --help says which there are")
	case !known:
		return errors.New("--as has to be users or groups")
	case c.csv && c.output != "":
		return errors.New("--csv and --output do not go together")
	case !slices.Contains([]string{"", "only", "without"}, *superAdmins):
		return errors.New("--super-admins has to be only or without")
	}
	c.view = view
	c.params.IncludeDeleted = includeDeleted
	if *of != "" {
		c.params.ResourceID = of
	}
	if *superAdmins != "" {
		c.params.SuperAdmins = lastpassadmin.Ptr(*superAdmins == "only")
	}
	return nil
}

// write writes the review where it has to go.
func (c *choice) write(ctx context.Context, lp *lastpassadmin.Client) (found counts, err error) {
	if c.output != "" {
		err = writeWhole(c.output, func(file io.Writer) error {
			found, err = c.writeCSV(ctx, lp, file)
			return err
		})
		return found, err
	}
	if c.csv {
		return c.writeCSV(ctx, lp, os.Stdout)
	}
	return review(ctx, lp, &c.params, c.view, table(os.Stdout, c.view.columns))
}

func (c *choice) writeCSV(ctx context.Context, lp *lastpassadmin.Client, file io.Writer) (counts, error) {
	write, err := csvRows(file, c.view.columns)
	if err != nil {
		return counts{}, err
	}
	return review(ctx, lp, &c.params, c.view, write)
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	// Whoever reads what is printed may stop; that is an error of writing, and none that ends the process.
	signal.Ignore(syscall.SIGPIPE)
	var choice choice
	switch err := choice.read(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		return 2
	}
	found, err := reviewed(&choice)
	switch {
	case errors.Is(err, syscall.EPIPE):
		return 1
	case errors.Is(err, lastpassadmin.ErrConfiguration),
		errors.Is(err, lastpassadmin.ErrInvalidArgument),
		errors.Is(err, lastpassadmin.ErrNotSupported):
		fmt.Fprintln(os.Stderr, "The review is not complete:", err, advice(err))
		return 2
	case err != nil:
		fmt.Fprintln(os.Stderr, "The review is not complete:", err, advice(err))
		return 1
	}
	summary := "%d ways into %d folders, %d of them with a remark\n"
	fmt.Fprintf(os.Stderr, summary, found.rows, found.folders, found.remarks)
	return 0
}

func reviewed(choice *choice) (counts, error) {
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(true), lastpassadmin.WithAPIUser("access_review"))
	if err != nil {
		return counts{}, err
	}
	defer lp.Close()
	return choice.write(context.Background(), lp)
}

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const help = `The billing records of all managed companies, as one CSV file.

    go run ./billing --cycles 3 --out billing.csv     # the last three billing cycles

Each row is a record as the vendor sent it, with the cycle that it belongs to. Which members a record has is
not documented, so the columns are those that the records have; what is no plain value stands as JSON.

    --cycles N             how many of the last cycles, 1 to 12; default: 1
    --license-type TYPE    only records of this type, such as managed-msp
    --out FILE             default: billing.csv

The file appears only if all records were read, and replaces that of an earlier run. It opens as UTF-8 in
spreadsheets, and no value in it is taken for a formula.

Needs LASTPASS_API_KEY of a managed service provider; lastpass-sandbox prints an environment to try it with.

Ends with 0 if the file is written, with 1 if the records could not be read, with 2 if it was called or set up
wrongly.
`

// record is a row: values by the names of their columns.
type record map[string]json.RawMessage

// records gives the records of the last cycles, cycle after cycle, as they are read.
func records(ctx context.Context, lp *lastpassadmin.Client, cycles int64, licenseType string, take func(record) error) error {
	params := &lastpassadmin.ReportsListBillingCyclesParams{NumberOfCycles: &cycles}
	found, err := lp.Reports.ListBillingCycles(ctx, params)
	if err != nil {
		return err
	}
	for _, cycle := range found {
		if cycle.StartDate == nil || cycle.EndDate == nil {
			return errors.New("a billing cycle has no dates")
		}
		params := &lastpassadmin.ReportsListBillingRecordsParams{StartDate: *cycle.StartDate, EndDate: *cycle.EndDate}
		if licenseType != "" {
			params.LicenseType = lastpassadmin.Ptr(lastpassadmin.BillingLicenseType(licenseType))
		}
		// A page holds 50 records at most; the pages are followed.
		for billed, err := range lp.Reports.ListBillingRecords(ctx, params) {
			if err != nil {
				return err
			}
			row := record{}
			if billed.Extra != nil {
				if err := json.Unmarshal(billed.Extra, &row); err != nil {
					return err
				}
			}
			row["cycle_start"], row["cycle_end"] = quoted(params.StartDate), quoted(params.EndDate)
			if err := take(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func quoted(text string) json.RawMessage {
	return json.RawMessage(`"` + text + `"`)
}

// table collects rows whose columns are known only at the end: they go through another file, and not through memory.
type table struct {
	spool   *os.File
	rows    *bufio.Writer
	columns map[string]bool
	count   int
}

func newTable() (*table, error) {
	spool, err := os.CreateTemp("", "billing")
	if err != nil {
		return nil, err
	}
	return &table{spool: spool, rows: bufio.NewWriter(spool), columns: map[string]bool{}}, nil
}

// close removes the other file.
func (t *table) close() {
	t.spool.Close()
	os.Remove(t.spool.Name())
}

func (t *table) add(row record) error {
	for column := range row {
		t.columns[column] = true
	}
	t.count++
	return json.NewEncoder(t.rows).Encode(row)
}

// write writes all rows as CSV, with the mark that tells spreadsheets that it is UTF-8.
func (t *table) write(file io.Writer) error {
	if err := t.rows.Flush(); err != nil {
		return err
	}
	if _, err := t.spool.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := io.WriteString(file, "\ufeff"); err != nil {
		return err
	}
	columns := []string{"cycle_start", "cycle_end"}
	for _, column := range slices.Sorted(maps.Keys(t.columns)) {
		if !slices.Contains(columns[:2], column) {
			columns = append(columns, column)
		}
	}
	out := csv.NewWriter(file)
	header := make([]string, len(columns))
	for at, column := range columns {
		header[at] = harmless(column)
	}
	out.Write(header)
	rows := json.NewDecoder(bufio.NewReader(t.spool))
	for range t.count {
		var row record
		if err := rows.Decode(&row); err != nil {
			return err
		}
		cells := make([]string, len(columns))
		for at, column := range columns {
			cells[at] = cell(row[column])
		}
		out.Write(cells)
	}
	out.Flush()
	return out.Error()
}

// cell is a value as a cell: a text as it is, and what is no plain value as JSON.
func cell(value json.RawMessage) string {
	var text string
	switch {
	case len(value) == 0, bytes.Equal(value, []byte("null")):
		return ""
	case json.Unmarshal(value, &text) == nil:
		return harmless(text)
	}
	return string(value)
}

// harmless is a text for a spreadsheet, in which one such as `=1+1` would be worked out as a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// writeWhole writes a file that gets its name when it is complete.
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
		return "Take LASTPASS_API_KEY from the Admin Console: Advanced, LastPass API."
	case errors.Is(err, lastpassadmin.ErrPermission):
		return "Billing is for managed service providers, with a key that may read their companies."
	}
	return "It only reads, so it can be run again at any time."
}

func main() {
	os.Exit(run())
}

// run gives the code with which the program ends.
func run() int {
	flags := flag.NewFlagSet("billing", flag.ContinueOnError)
	cycles := flags.Int64("cycles", 1, "")
	licenseType := flags.String("license-type", "", "")
	out := flags.String("out", "billing.csv", "")
	flags.Usage = func() {}
	switch err := flags.Parse(os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		fmt.Fprintln(os.Stderr, "it takes options alone; --help says which there are")
		return 2
	}
	count, err := report(*cycles, *licenseType, *out)
	if err != nil {
		fmt.Fprintln(os.Stderr, "No file was written:", err, advice(err))
		if errors.Is(err, lastpassadmin.ErrConfiguration) || errors.Is(err, lastpassadmin.ErrInvalidArgument) {
			return 2
		}
		return 1
	}
	fmt.Printf("%d records of %d cycles: %s\n", count, *cycles, *out)
	return 0
}

func report(cycles int64, licenseType, out string) (int, error) {
	lp, err := lastpassadmin.New(lastpassadmin.WithReadOnly(true), lastpassadmin.WithAPIUser("billing"))
	if err != nil {
		return 0, err
	}
	defer lp.Close()
	table, err := newTable()
	if err != nil {
		return 0, err
	}
	defer table.close()
	if err := records(context.Background(), lp, cycles, licenseType, table.add); err != nil {
		return 0, err
	}
	return table.count, writeWhole(out, table.write)
}

package main

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/lastpass-admin/lastpass-admin/examples/go/internal/company"
)

func TestMain(m *testing.M) {
	company.Main(m, main)
}

func TestItExplainsItself(t *testing.T) {
	company.Explains(t, "billing")
}

// many is a provider of more companies than fit on a page.
func many(t *testing.T) *company.Company {
	return company.New(t, company.J{"users": 1, "companies": 60, "company_users": 1})
}

func TestEveryCompanyIsBilledForEveryCycle(t *testing.T) {
	c := many(t)
	billed := map[string]bool{}
	for _, each := range c.Read("/v1/managed-companies?status=active&max-results=500")["items"].([]any) {
		billed[fmt.Sprint(int64(each.(company.J)["id"].(float64)))] = true
	}
	c.Run("--cycles", "2").Expect(t, 0, fmt.Sprintf("%d records", 2*len(billed)))
	cycles, companies := map[string]bool{}, map[string]bool{}
	for _, row := range company.Rows(t, c.Text("billing.csv")) {
		companies[row["companyId"]] = true
		cycles[row["cycle_start"]] = true
		var invoice struct{ Number string }
		if err := json.Unmarshal([]byte(row["sandboxInvoice"]), &invoice); err != nil || invoice.Number == "" {
			t.Errorf("the invoice is %s", row["sandboxInvoice"])
		}
		if row["startDate"] != row["cycle_start"] || row["endDate"] != row["cycle_end"] {
			t.Errorf("the record stands in another cycle: %v", row)
		}
	}
	if len(cycles) != 2 || fmt.Sprint(companies) != fmt.Sprint(billed) {
		t.Errorf("%d cycles, of %v", len(cycles), companies)
	}
	if pages := c.Hits("listBillingReports"); pages != 4 {
		t.Errorf("%d pages", pages)
	}
}

func TestOneLicenseTypeCanBeAskedFor(t *testing.T) {
	c := company.New(t)
	c.Run("--license-type", "managed-msp").Expect(t, 0)
	rows := company.Rows(t, c.Text("billing.csv"))
	for _, row := range rows {
		if row["licenseType"] != "managed-msp" {
			t.Errorf("found %v", row)
		}
	}
	if len(rows) == 0 {
		t.Error("no records")
	}
}

func expectNoFile(t *testing.T, c *company.Company) {
	t.Helper()
	if files := c.Files(); len(files) > 0 {
		t.Errorf("left behind: %q", files)
	}
}

func TestNoFileIsWrittenIfAPageInTheMiddleFails(t *testing.T) {
	c := many(t)
	c.Fault("listBillingReports", "html", company.J{"after": 1})
	c.Run().Expect(t, 1, "No file was written")
	expectNoFile(t, c)
}

func TestWhoMayNotReadItIsToldSo(t *testing.T) {
	c := company.New(t)
	c.Environment["LASTPASS_API_KEY"] = c.ForbiddenAPIKey
	c.Run().Expect(t, 1, "managed service providers")
	expectNoFile(t, c)
}

func TestWrongSettingsAreNamed(t *testing.T) {
	c := company.New(t)
	c.Run("--cycles", "13").Expect(t, 2, "number_of_cycles")
	delete(c.Environment, "LASTPASS_API_KEY")
	c.Run().Expect(t, 2, "LASTPASS_API_KEY")
	expectNoFile(t, c)
}

func TestNoValueIsTakenForAFormula(t *testing.T) {
	cases := map[string]string{
		`"Example Ltd"`:    "Example Ltd",
		`"=1+1"`:           "'=1+1",
		`"@SUM(A1)"`:       "'@SUM(A1)",
		`"-1"`:             "'-1",
		`"\tx"`:            "'\tx",
		`-1`:               "-1",
		`null`:             "",
		``:                 "",
		`true`:             "true",
		`{"lines":[]}`:     `{"lines":[]}`,
		`"ünïcode \u00e4"`: "ünïcode ä",
	}
	for value, expected := range cases {
		if shown := cell(json.RawMessage(value)); shown != expected {
			t.Errorf("%s is %q, not %q", value, shown, expected)
		}
	}
}

package lastpassadmin_test

import (
	"math"
	"strings"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

func TestAWrongSettingIsRefusedByName(t *testing.T) {
	apiKey := lastpassadmin.WithAPIKey(key)
	cases := map[string]struct {
		options   []lastpassadmin.Option
		parameter string
	}{
		"a key of another form":           {[]lastpassadmin.Option{lastpassadmin.WithAPIKey("nonsense")}, "api_key"},
		"a key that is empty":             {[]lastpassadmin.Option{lastpassadmin.WithAPIKey("")}, "api_key"},
		"a key with a NUL":                {[]lastpassadmin.Option{lastpassadmin.WithAPIKey(key + "\x00")}, "api_key"},
		"a key that is not UTF-8":         {[]lastpassadmin.Option{lastpassadmin.WithAPIKey(key + "\xff")}, "api_key"},
		"a number that is none":           {[]lastpassadmin.Option{lastpassadmin.WithProvisioning("x", hash)}, "cid"},
		"a hash that is empty":            {[]lastpassadmin.Option{lastpassadmin.WithProvisioning("1", "")}, "provhash"},
		"a zone that does not exist":      {[]lastpassadmin.Option{apiKey, lastpassadmin.WithTimeZone("Mars/Olympus")}, "time_zone"},
		"a zone that is empty":            {[]lastpassadmin.Option{apiKey, lastpassadmin.WithTimeZone("")}, "time_zone"},
		"a URL that is none":              {[]lastpassadmin.Option{apiKey, lastpassadmin.WithBusinessURL("nonsense")}, "business_url"},
		"another URL that is none":        {[]lastpassadmin.Option{apiKey, lastpassadmin.WithProvisioningURL("ftp://x")}, "provisioning_url"},
		"a proxy that is none":            {[]lastpassadmin.Option{apiKey, lastpassadmin.WithProxy("nonsense://")}, "proxy"},
		"a limit of nothing":              {[]lastpassadmin.Option{apiKey, lastpassadmin.WithRequestsPerSecond(0)}, "requests_per_second"},
		"a limit below zero":              {[]lastpassadmin.Option{apiKey, lastpassadmin.WithRequestsPerSecond(-1)}, "requests_per_second"},
		"a limit that is no number":       {[]lastpassadmin.Option{apiKey, lastpassadmin.WithRequestsPerSecond(math.NaN())}, "requests_per_second"},
		"a limit without end":             {[]lastpassadmin.Option{apiKey, lastpassadmin.WithRequestsPerSecond(math.Inf(1))}, "requests_per_second"},
		"certificates that are none":      {[]lastpassadmin.Option{apiKey, lastpassadmin.WithCAPEM("nonsense")}, "ca_pem"},
		"a wait below zero":               {[]lastpassadmin.Option{apiKey, lastpassadmin.WithBackoff(-1, time.Second, time.Second)}, "backoff"},
		"a time limit below zero":         {[]lastpassadmin.Option{apiKey, lastpassadmin.WithTimeout(-time.Second)}, "timeout"},
		"retries below zero":              {[]lastpassadmin.Option{apiKey, lastpassadmin.WithMaxRetries(-1)}, "max_retries"},
		"more retries than a number has":  {[]lastpassadmin.Option{apiKey, lastpassadmin.WithMaxRetries(math.MaxInt)}, "max_retries"},
		"users of a request below zero":   {[]lastpassadmin.Option{apiKey, lastpassadmin.WithChunkSize(-1)}, "chunk_size"},
		"a header of more than one line":  {[]lastpassadmin.Option{apiKey, lastpassadmin.WithHeader("x-team", "a\r\nx-other: b")}, "headers"},
		"a header whose name is none":     {[]lastpassadmin.Option{apiKey, lastpassadmin.WithHeader("x team", "a")}, "headers"},
		"a header without a name":         {[]lastpassadmin.Option{apiKey, lastpassadmin.WithHeader("", "a")}, "headers"},
		"a header that is the credential": {[]lastpassadmin.Option{apiKey, lastpassadmin.WithHeader("Authorization", "a")}, "headers"},
		"a header that is not UTF-8":      {[]lastpassadmin.Option{apiKey, lastpassadmin.WithHeader("x-team", "\xff")}, "headers"},
		"a suffix of more than one line":  {[]lastpassadmin.Option{apiKey, lastpassadmin.WithUserAgentSuffix("a\nb")}, "user_agent_suffix"},
		"no option at all":                {[]lastpassadmin.Option{apiKey, nil}, "options"},
		"no function of the credentials":  {[]lastpassadmin.Option{lastpassadmin.WithCredentials(nil)}, "credentials"},
	}
	for name, each := range cases {
		t.Run(name, func(t *testing.T) {
			lp, err := lastpassadmin.New(each.options...)
			if lp != nil {
				t.Error("there is a client all the same")
			}
			found := expectKind(t, err, lastpassadmin.ErrInvalidArgument)
			if !strings.HasPrefix(found.Parameter, each.parameter) || !strings.Contains(found.Message, each.parameter) {
				t.Errorf("named is %q: %v", found.Parameter, err)
			}
			equal(t, "delivery", found.Delivery, notSent)
		})
	}
}

func TestWhatAClientAloneTakesIsRefusedElsewhere(t *testing.T) {
	tenant, lp := company(t)
	for parameter, option := range map[string]lastpassadmin.Option{
		"api_key":             lastpassadmin.WithAPIKey(tenant.APIKey),
		"cid":                 provisioningOf(tenant),
		"business_url":        lastpassadmin.WithBusinessURL(tenant.BusinessURL),
		"provisioning_url":    lastpassadmin.WithProvisioningURL(tenant.ProvisioningURL),
		"api_user":            lastpassadmin.WithAPIUser("nightly"),
		"read_only":           lastpassadmin.WithReadOnly(true),
		"requests_per_second": lastpassadmin.WithRequestsPerSecond(5),
		"user_agent_suffix":   lastpassadmin.WithUserAgentSuffix("x"),
		"backoff":             lastpassadmin.WithBackoff(1, 2, 3),
		"proxy":               lastpassadmin.WithProxy("http://127.0.0.1:1"),
		"no_proxy":            lastpassadmin.WithNoProxy(true),
		"ca_pem":              lastpassadmin.WithCAPEM("x"),
		"credentials":         lastpassadmin.WithCredentials(nil),
	} {
		t.Run(parameter, func(t *testing.T) {
			_, err := lp.Users.Get(t.Context(), adaID, option)
			found := expectKind(t, err, lastpassadmin.ErrInvalidArgument)
			equal(t, "parameter", found.Parameter, parameter)
			equal(t, "operation", found.Operation, "users.get")
			other, err := lp.WithOptions(option)
			equal(t, "parameter", expectKind(t, err, lastpassadmin.ErrInvalidArgument).Parameter, parameter)
			if other != nil {
				t.Error("there is a client all the same")
			}
		})
	}
	equal(t, "requests", tenant.Hits(""), 0)
}

func TestAClientThatMayOnlyReadSendsNoWrite(t *testing.T) {
	tenant, lp := company(t, lastpassadmin.WithReadOnly(true))
	if err := get(t.Context(), lp); err != nil {
		t.Fatal(err)
	}
	other := must(lp.WithOptions(lastpassadmin.WithMaxRetries(1)))(t)
	asked := tenant.Hits("")
	for name, use := range map[string]func() error{
		"a deletion":         func() error { return lp.Users.Delete(t.Context(), adaID) },
		"with other options": func() error { return other.Users.Delete(t.Context(), adaID) },
		"many users":         func() error { _, err := lp.Provisioning.Users.Disable(t.Context(), []string{ada}); return err },
		"a request": func() error {
			_, err := lp.Request(t.Context(), "POST", "/v1/users", &lastpassadmin.RequestParams{Body: J{}})
			return err
		},
		"a command": func() error { _, err := lp.Command(t.Context(), "disableuser", []string{ada}); return err },
	} {
		t.Run(name, func(t *testing.T) { expectKind(t, use(), lastpassadmin.ErrReadOnly) })
	}
	equal(t, "requests", tenant.Hits(""), asked)
}

func TestSettingsGoAlong(t *testing.T) {
	tenant, lp := company(t,
		lastpassadmin.WithUserAgentSuffix("my-tool/1.2"),
		lastpassadmin.WithAPIUser("nightly"),
		lastpassadmin.WithHeader("X-Team", "it"),
		lastpassadmin.WithHeader("x-other", "\"q\" \\ ü"),
		lastpassadmin.WithHeader("X-Team", "it, again"),
	)
	must(lp.Provisioning.Users.Get(t.Context(), ada))(t)
	last := tenant.Last()
	agent := last.Headers["user-agent"]
	if !strings.HasPrefix(agent, "lastpass-admin/") || !strings.HasSuffix(agent, "my-tool/1.2") {
		t.Errorf("the agent is %q", agent)
	}
	equal(t, "header", last.Headers["x-team"], "it, again")
	equal(t, "other header", last.Headers["x-other"], "\"q\" \\ ü")
	equal(t, "label", last.Body.(J)["apiuser"], any("nightly"))
}

func TestOfAnOptionThatIsGivenTwiceTheLastOneCounts(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	lp := open(t, append([]lastpassadmin.Option{
		lastpassadmin.WithAPIKey("lpkey_of-another-company"),
		lastpassadmin.WithTimeZone("Asia/Tokyo"),
	}, settings(tenant)...)...)
	created := must(lp.Provisioning.Users.Get(t.Context(), ada))(t).Created
	equal(t, "created", created.Time.Format(time.RFC3339), "2021-03-02T09:14:51-05:00")
	if err := get(t.Context(), lp); err != nil {
		t.Error(err)
	}
}

func TestPlainHTTPToAnotherHostIsNotForKeys(t *testing.T) {
	lp, err := lastpassadmin.New(lastpassadmin.WithAPIKey(key), lastpassadmin.WithBusinessURL("http://api.example/business"))
	if err == nil {
		t.Cleanup(func() { lp.Close() })
		err = get(t.Context(), lp)
	}
	equal(t, "delivery", problem(t, err).Delivery, notSent)
}

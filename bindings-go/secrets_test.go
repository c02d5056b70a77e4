package lastpassadmin_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
)

const password = "First-login-literal-1"

// printed is all that can be printed of an error, and of what led to it.
func printed(err error) string {
	var text strings.Builder
	writer := slog.New(slog.NewJSONHandler(&text, nil))
	for cause := err; cause != nil; cause = errors.Unwrap(cause) {
		fmt.Fprintf(&text, "%v %+v %#v %q %s %x\n", cause, cause, cause, cause, cause, cause.Error())
		encoded, _ := json.Marshal(cause)
		text.Write(encoded)
		writer.Error("failed", "error", cause)
		var problem *lastpassadmin.Error
		if errors.As(cause, &problem) {
			fmt.Fprintf(&text, "%v %+v %#v\n", *problem, *problem, *problem)
		}
	}
	return text.String()
}

// expectClean fails the test if a secret stands in a text, and does not print it.
func expectClean(t *testing.T, text string, secrets ...string) {
	t.Helper()
	for place, secret := range secrets {
		if at := strings.Index(text, secret); at >= 0 {
			t.Errorf("secret %d stands behind %q", place, text[max(0, at-200):at])
		}
	}
}

func TestAnAnswerThatRepeatsASecretIsNotHandedOn(t *testing.T) {
	echo := must(json.Marshal(J{
		"title":  "bad " + key + ", " + hash + " and " + password,
		"detail": key + ", " + hash + " and " + password,
		"status": "FAIL",
		"errors": []string{key + ", " + hash + " and " + password},
	}))(t)
	uses := map[string]struct {
		use      func(ctx context.Context, lp *lastpassadmin.Client) error
		password bool
	}{
		"a read": {get, false},
		"a list": {func(ctx context.Context, lp *lastpassadmin.Client) error {
			return collect(lp.Users.ListPages(ctx, nil))
		}, false},
		"a command": {func(ctx context.Context, lp *lastpassadmin.Client) error {
			return failing(lp.Provisioning.Users.Get(ctx, ada))
		}, false},
		"a view": {func(ctx context.Context, lp *lastpassadmin.Client) error {
			return failing(lp.IAM.Users.Get(ctx, ada, nil))
		}, false},
		"users with a password": {func(ctx context.Context, lp *lastpassadmin.Client) error {
			rows := []lastpassadmin.BatchAddUser{{Username: grace, Password: secret(password)}}
			return failing(lp.Provisioning.Users.Add(ctx, rows))
		}, true},
		"a site with a password": {func(ctx context.Context, lp *lastpassadmin.Client) error {
			return failing(lp.Provisioning.Sites.Push(ctx, &lastpassadmin.ProvisioningSitesPushParams{
				Users: ada, URL: "https://p.example", Name: "P", Password: secret(password),
			}))
		}, true},
		"a raw command with a password": {func(ctx context.Context, lp *lastpassadmin.Client) error {
			return failing(lp.Command(ctx, "batchadd", []J{{"username": ada, "password": password}}))
		}, true},
	}
	for name, each := range uses {
		for _, status := range []int{200, 401, 422, 500} {
			if name == "a read" && status == 200 {
				// It is a user with unknown members then.
				continue
			}
			t.Run(fmt.Sprint(name, ", ", status), func(t *testing.T) {
				lp := open(t, answering(t, status, string(echo))...)
				var err error
				lines := logged(t, slog.LevelDebug, func() { err = each.use(t.Context(), lp) })
				secrets := []string{key, hash}
				if each.password {
					secrets = append(secrets, password)
				}
				problem(t, err)
				expectClean(t, printed(err)+lines.text(), secrets...)
			})
		}
	}
}

func TestARefusalDoesNotRepeatASecret(t *testing.T) {
	_, lp := company(t)
	made := func(options ...lastpassadmin.Option) error { return failing(lastpassadmin.New(options...)) }
	add := func(row lastpassadmin.BatchAddUser) error {
		return failing(lp.Provisioning.Users.Add(t.Context(), []lastpassadmin.BatchAddUser{row}))
	}
	for name, err := range map[string]error{
		"a key with a blank":               made(lastpassadmin.WithAPIKey(key + " ")),
		"a key that is not UTF-8":          made(lastpassadmin.WithAPIKey(key + "\xff")),
		"a key in the place of the hash":   made(lastpassadmin.WithProvisioning("1", key)),
		"a hash in the place of the key":   made(lastpassadmin.WithAPIKey(hash)),
		"a hash in the place of the CID":   made(lastpassadmin.WithProvisioning(hash, hash)),
		"a password in a URL":              made(lastpassadmin.WithAPIKey(key), lastpassadmin.WithBusinessURL("https://user:"+password+"@example.com")),
		"a password in the proxy":          made(lastpassadmin.WithAPIKey(key), lastpassadmin.WithProxy("bad://user:"+password+"@")),
		"a wrong setting beside them":      made(lastpassadmin.WithAPIKey(key), lastpassadmin.WithTimeZone("Mars/Olympus")),
		"a setting that calls do not take": failing(lp.Users.Get(t.Context(), adaID, lastpassadmin.WithAPIKey(key))),
		"a password that is not UTF-8":     add(lastpassadmin.BatchAddUser{Username: ada, Password: secret(password + "\xff")}),
		"a row with a password":            add(lastpassadmin.BatchAddUser{Username: "nobody", Password: secret(password)}),
		"data that is no JSON":             failing(lp.Command(t.Context(), "batchadd", J{"password": password, "a": func() {}})),
	} {
		t.Run(name, func(t *testing.T) {
			problem(t, err)
			expectClean(t, printed(err), key, hash, password)
		})
	}
}

func TestCredentialsOfAFunctionAreNotPrinted(t *testing.T) {
	for name, given := range map[string]lastpassadmin.Credentials{
		"a hash for a key":   {APIKey: hash},
		"a key for a hash":   {CID: "1", Provhash: key},
		"a hash for the CID": {CID: hash, Provhash: hash},
		"a broken key":       {APIKey: key + "\n"},
	} {
		t.Run(name, func(t *testing.T) {
			give := func(context.Context) (lastpassadmin.Credentials, error) { return given, nil }
			lp := open(t, lastpassadmin.WithCredentials(give), lastpassadmin.WithMaxRetries(0))
			expectClean(t, printed(get(t.Context(), lp)), key, hash)
		})
	}
}

func TestWhatHoldsASecretHidesIt(t *testing.T) {
	type nested struct {
		Inside any
		In     []any
	}
	credentials := lastpassadmin.Credentials{APIKey: key, CID: "4711", Provhash: hash}
	row := lastpassadmin.BatchAddUser{Username: ada, Password: secret(password)}
	push := lastpassadmin.ProvisioningSitesPushParams{Users: ada, Password: secret(password)}
	lp := open(t, lastpassadmin.WithAPIKey(key), lastpassadmin.WithProvisioning("4711", hash))
	for name, value := range map[string]any{
		"credentials":           credentials,
		"a pointer to them":     &credentials,
		"credentials in others": nested{credentials, []any{credentials, &credentials}},
		"a secret":              lastpassadmin.Secret(password),
		"a row":                 row,
		"rows":                  []lastpassadmin.BatchAddUser{row},
		"params":                push,
		"a pointer to params":   &push,
		"an option":             lastpassadmin.WithAPIKey(key),
		"a client":              lp,
		"what a client holds":   *lp,
	} {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			fmt.Fprintf(&text, "%v %+v %#v %s %q %x %X %d", value, value, value, value, value, value, value, value)
			encoded, _ := json.Marshal(value)
			text.Write(encoded)
			slog.New(slog.NewTextHandler(&text, nil)).Info("shown", "value", value)
			slog.New(slog.NewJSONHandler(&text, nil)).Info("shown", "value", value)
			expectClean(t, text.String(), key, hash, password, fmt.Sprintf("%x", key), fmt.Sprintf("%x", hash), fmt.Sprintf("%x", password))
		})
	}
}

func TestAnAttributeThatIsAPasswordIsMasked(t *testing.T) {
	body := `{"Users":{"1":{"username":"a@b.c","attribs":{"password":"` + password + `","Department":"x"}}},"total":1}`
	user := must(answeredWith(t, body).Provisioning.Users.Get(t.Context(), "a@b.c"))(t)
	expectClean(t, fmt.Sprintf("%+v %s", user, written(t, user)), password)
	equal(t, "another attribute", user.Attribs["Department"], "x")
}

package lastpassadmin_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

func TestALocalTimeIsATextAndAnInstantWhereTheZoneIsKnown(t *testing.T) {
	_, lp := company(t)
	created := must(lp.Provisioning.Users.Get(t.Context(), ada))(t).Created
	equal(t, "text", created.Text, "2021-03-02 09:14:51")
	equal(t, "instant", created.Time.Format(time.RFC3339), "2021-03-02T09:14:51-05:00")
	equal(t, "in UTC", created.Time.UTC().Format(time.RFC3339), "2021-03-02T14:14:51Z")
	if created.IsAmbiguous {
		t.Error("it is ambiguous")
	}
	equal(t, "printed", fmt.Sprint(created), "2021-03-02 09:14:51")
	equal(t, "as JSON", written(t, created), `"2021-03-02 09:14:51"`)
	var again lastpassadmin.LocalTime
	if err := json.Unmarshal([]byte(written(t, created)), &again); err != nil || again.Text != created.Text {
		t.Errorf("read again it is %+v, %v", again, err)
	}
}

func TestAZoneOfTheCallGoesOverThatOfTheClient(t *testing.T) {
	_, lp := company(t)
	created := must(lp.Provisioning.Users.Get(t.Context(), ada, lastpassadmin.WithTimeZone("Asia/Kolkata")))(t).Created
	equal(t, "instant", created.Time.Format(time.RFC3339), "2021-03-02T09:14:51+05:30")
	_, err := lp.Provisioning.Users.Get(t.Context(), ada, lastpassadmin.WithTimeZone("Mars/Olympus"))
	equal(t, "parameter", expectKind(t, err, lastpassadmin.ErrInvalidArgument).Parameter, "time_zone")
}

func TestWithoutAZoneATimeIsATextAlone(t *testing.T) {
	tenant := sandbox.Shared().Tenant(t)
	lp := open(t, provisioningOf(tenant), lastpassadmin.WithProvisioningURL(tenant.ProvisioningURL))
	created := must(lp.Provisioning.Users.Get(t.Context(), ada))(t).Created
	if created.Text != "2021-03-02 09:14:51" || !created.Time.IsZero() || created.IsAmbiguous {
		t.Errorf("the time is %+v", created)
	}
	equal(t, "as JSON", written(t, created), `"2021-03-02 09:14:51"`)
}

func TestAnHourThatComesTwice(t *testing.T) {
	tenant, lp := company(t)
	times := []string{"2024-11-03 00:59:59", "2024-11-03 01:30:00", "2024-11-03 02:00:00"}
	for _, time := range times {
		tenant.Event(time, 1, nil)
	}
	params := &lastpassadmin.ProvisioningEventsListParams{
		From: lastpassadmin.AtLocal("2024-01-01 00:00:00"),
		To:   lastpassadmin.AtLocal("2024-12-31 00:00:00"),
	}
	found := map[string]string{}
	for event, err := range lp.Provisioning.Events.List(t.Context(), params) {
		if err != nil {
			t.Fatal(err)
		}
		found[event.Time.Text] = fmt.Sprint(event.Time.Time.UTC().Format(time.RFC3339), " ", event.Time.IsAmbiguous)
	}
	equal(t, "the hour before", found["2024-11-03 00:59:59"], "2024-11-03T04:59:59Z false")
	equal(t, "the hour that comes twice", found["2024-11-03 01:30:00"], "2024-11-03T05:30:00Z true")
	equal(t, "the hour behind", found["2024-11-03 02:00:00"], "2024-11-03T07:00:00Z false")
}

func TestAnInstantOfTheViewIsInUTC(t *testing.T) {
	_, lp := company(t)
	user := must(lp.IAM.Users.Get(t.Context(), ada, &lastpassadmin.IAMUsersGetParams{Extended: lastpassadmin.Ptr(true)}))(t)
	equal(t, "instant", *user.LastLoginAt, time.Date(2022, 6, 20, 12, 0, 7, 0, time.UTC))
	equal(t, "as it came", *user.UnifiedCustomFields.LastLogin, "2022-06-20 08:00:07")
}

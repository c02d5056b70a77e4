package lastpassadmin_test

import (
	"context"
	"testing"
	"time"

	lastpassadmin "github.com/lastpass-admin/lastpass-admin/bindings-go"
	"github.com/lastpass-admin/lastpass-admin/bindings-go/internal/sandbox"
)

// failure says how a kind of error comes about, and what its fields say.
type failure struct {
	use      func(ctx context.Context, lp *lastpassadmin.Client) error
	fields   fields
	prepare  func(tenant *sandbox.Tenant)
	settings func(tenant *sandbox.Tenant) []lastpassadmin.Option
}

// fields are those of an error that the kind has to have.
type fields struct {
	number, status, attempts    int
	delivery                    lastpassadmin.Delivery
	operation, parameter, title string
	detail, instance            string
	retryAfter                  time.Duration
	fieldErrors                 []lastpassadmin.FieldError
}

const (
	notSent  = lastpassadmin.DeliveryNotSent
	unknown  = lastpassadmin.DeliveryUnknown
	answered = lastpassadmin.DeliveryAnswered
)

// faulty prepares one fault.
func faulty(on string, kind any) func(*sandbox.Tenant) {
	return func(tenant *sandbox.Tenant) { tenant.Fault(on, kind) }
}

// with are the settings of a company and this one.
func with(over ...lastpassadmin.Option) func(*sandbox.Tenant) []lastpassadmin.Option {
	return func(tenant *sandbox.Tenant) []lastpassadmin.Option { return settings(tenant, over...) }
}

func create(ctx context.Context, lp *lastpassadmin.Client) error {
	_, err := lp.Users.Create(ctx, newUser(ada))
	return err
}

func newUser(email string) *lastpassadmin.UsersCreateParams {
	return &lastpassadmin.UsersCreateParams{
		Email:                 email,
		CreationAccountAction: lastpassadmin.UserAccountCreationActionStage,
	}
}

// collect reads a whole list, and tells whether that failed.
func collect[T any](pager *lastpassadmin.Pager[T]) error {
	_, err := pager.Collect()
	return err
}

func sized(size int) *lastpassadmin.UsersListParams {
	return &lastpassadmin.UsersListParams{PageSize: &size}
}

// failures force every kind of error that a call can come to, but a call that was given up and a fault of the package.
var failures = map[lastpassadmin.ErrorKind]failure{
	lastpassadmin.ErrInvalidArgument: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			return collect(lp.Users.ListPages(ctx, sized(0)))
		},
		fields: fields{number: 1, delivery: notSent, operation: "users.list", parameter: "page_size"},
	},
	lastpassadmin.ErrConfiguration: {
		use: get,
		settings: func(tenant *sandbox.Tenant) []lastpassadmin.Option {
			return reaching(tenant, provisioningOf(tenant))
		},
		fields: fields{number: 2, delivery: notSent, operation: "users.get"},
	},
	lastpassadmin.ErrReadOnly: {
		use:      create,
		settings: with(lastpassadmin.WithReadOnly(true)),
		fields:   fields{number: 3, delivery: notSent, operation: "users.create"},
	},
	lastpassadmin.ErrAuthentication: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			_, err := lp.Provisioning.Users.Get(ctx, ada)
			return err
		},
		prepare: func(tenant *sandbox.Tenant) { tenant.Revoke("provhash") },
		fields:  fields{number: 4, status: 200, attempts: 1, delivery: answered, operation: "provisioning.users.get"},
	},
	lastpassadmin.ErrPermission: {
		use: get,
		settings: func(tenant *sandbox.Tenant) []lastpassadmin.Option {
			return reaching(tenant, lastpassadmin.WithAPIKey(tenant.ForbiddenAPIKey))
		},
		fields: fields{number: 5, status: 403, attempts: 1, delivery: answered, operation: "users.get"},
	},
	lastpassadmin.ErrSubscriptionExpired: {
		use: get,
		settings: func(tenant *sandbox.Tenant) []lastpassadmin.Option {
			return reaching(tenant, lastpassadmin.WithAPIKey(tenant.ExpiredAPIKey))
		},
		fields: fields{number: 6, status: 402, attempts: 1, delivery: answered, operation: "users.get"},
	},
	lastpassadmin.ErrNotFound: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			_, err := lp.Users.Get(ctx, 4)
			return err
		},
		fields: fields{
			number: 7, status: 404, attempts: 1, delivery: answered, operation: "users.get",
			title: "Not Found", detail: "The user does not exist.", instance: "/business/v1/users/4",
		},
	},
	lastpassadmin.ErrConflict: {
		use:     create,
		prepare: func(tenant *sandbox.Tenant) { tenant.Quirks(J{"duplicate_email_status": 409}) },
		fields:  fields{number: 8, status: 409, attempts: 1, delivery: answered, operation: "users.create"},
	},
	lastpassadmin.ErrInvalidRequest: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			params := &lastpassadmin.ManagedCompaniesCreateParams{Name: "New Ltd", Type: "other"}
			_, err := lp.ManagedCompanies.Create(ctx, params)
			return err
		},
		fields: fields{
			number: 9, status: 422, attempts: 1, delivery: answered, operation: "managed_companies.create",
			fieldErrors: []lastpassadmin.FieldError{{Detail: "It must be one of managed, managed-msp.", Pointer: "/type"}},
		},
	},
	lastpassadmin.ErrUnsupportedMediaType: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			_, err := lp.Users.Update(ctx, adaID, &lastpassadmin.UsersUpdateParams{Name: lastpassadmin.Ptr("Ada")})
			return err
		},
		prepare: func(tenant *sandbox.Tenant) { tenant.Quirks(J{"patch_media_type": "merge-patch"}) },
		fields:  fields{number: 10, status: 415, attempts: 1, delivery: answered, operation: "users.update"},
	},
	lastpassadmin.ErrRateLimit: {
		use:     get,
		prepare: faulty("getUser", waiting(300)),
		fields: fields{
			number: 11, status: 429, attempts: 1, delivery: answered, operation: "users.get", retryAfter: 5 * time.Minute,
		},
	},
	lastpassadmin.ErrServer: {
		use:     get,
		prepare: faulty("getUser", status(503)),
		fields:  fields{number: 12, status: 503, attempts: 3, delivery: answered, operation: "users.get"},
	},
	lastpassadmin.ErrRejected: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			return lp.Provisioning.Users.Reinvite(ctx, nobody)
		},
		fields: fields{number: 13, status: 200, attempts: 1, delivery: answered, operation: "provisioning.users.reinvite"},
	},
	lastpassadmin.ErrPartial: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			_, err := lp.Provisioning.Users.Disable(ctx, []string{ada, nobody})
			return err
		},
		prepare: func(tenant *sandbox.Tenant) { tenant.Quirks(J{"unknown_addresses_are_errors": true}) },
		fields:  fields{number: 14, attempts: 1, delivery: answered, operation: "provisioning.users.disable"},
	},
	lastpassadmin.ErrUnexpectedResponse: {
		use:     get,
		prepare: faulty("getUser", "html"),
		fields:  fields{number: 15, status: 200, attempts: 1, delivery: answered, operation: "users.get"},
	},
	lastpassadmin.ErrTimeout: {
		use:     get,
		prepare: faulty("getUser", sandbox.Slow),
		settings: with(
			lastpassadmin.WithAttemptTimeout(50*time.Millisecond), lastpassadmin.WithMaxRetries(0),
		),
		fields: fields{number: 16, attempts: 1, delivery: unknown, operation: "users.get"},
	},
	lastpassadmin.ErrConnection: {
		use:     create,
		prepare: faulty("createUser", "reset-after"),
		fields:  fields{number: 17, attempts: 1, delivery: unknown, operation: "users.create"},
	},
	lastpassadmin.ErrPaging: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			return collect(lp.Users.ListPages(ctx, sized(10)))
		},
		prepare: faulty("listUsers", "repeat-token"),
		fields:  fields{number: 18, delivery: answered, operation: "users.list"},
	},
	lastpassadmin.ErrNotSupported: {
		use: func(ctx context.Context, lp *lastpassadmin.Client) error {
			_, err := lp.IAM.ListResourceTypes(ctx)
			return err
		},
		settings: func(tenant *sandbox.Tenant) []lastpassadmin.Option {
			return reaching(tenant, lastpassadmin.WithAPIKey(tenant.APIKey))
		},
		fields: fields{number: 20, delivery: notSent, operation: "iam.list_resource_types"},
	},
}

// forced makes an error in a company of its own.
func forced(t testing.TB, failure failure) error {
	t.Helper()
	tenant := sandbox.Shared().Tenant(t)
	if failure.prepare != nil {
		failure.prepare(tenant)
	}
	options := settings(tenant)
	if failure.settings != nil {
		options = failure.settings(tenant)
	}
	return failure.use(t.Context(), open(t, options...))
}

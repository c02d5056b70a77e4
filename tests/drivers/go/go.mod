module github.com/lastpass-admin/lastpass-admin/tests/drivers/go

go 1.24

require github.com/lastpass-admin/lastpass-admin/bindings-go v0.0.0

replace github.com/lastpass-admin/lastpass-admin/bindings-go => ../../../bindings-go

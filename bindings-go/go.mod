module github.com/lastpass-admin/lastpass-admin/bindings-go

go 1.24

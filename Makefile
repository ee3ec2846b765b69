GO      ?= go
VERSION ?= 0.1
BIN     := bin/duebook
LDFLAGS := -s -w -X main.version=$(VERSION)
PKGS    := ./cmd/... ./internal/... ./ui/...
FUZZ    ?= 15s
# One set of flags, so that what is compiled for the tests is what is built. No symbols: a hundred test programs are linked.
export GOFLAGS = -buildvcs=false -trimpath
export CGO_ENABLED = 0
# Compilers and checkers end soon: they need not collect their garbage as often. Tests run as the program does.
LAZY := GOGC=400

.PHONY: help build demo test check systems cross bench fuzz real clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: ## build bin/duebook
	$(GO) build -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/duebook

demo: build ## make the sample company and open the call list
	$(BIN) demo

check: ## format, vet, staticcheck, other systems, structure
	@out=$$(gofmt -l cmd internal ui); if [ -n "$$out" ]; then echo "not gofmt-ed:"; echo "$$out"; exit 1; fi
	$(LAZY) $(GO) vet $(PKGS)
	$(LAZY) $(GO) tool staticcheck $(PKGS)
	$(GO) test ./internal/tidy
	@$(MAKE) --no-print-directory systems

# Only these have files of one system or call it, which the structure tests hold: they are vetted for each.
SYSTEM := ./internal/book ./ui/shell
SYSTEMS ?= windows/amd64 darwin/arm64 linux/arm64
QUICK  := -gcflags='all=-N -l'
for    = for t in $(SYSTEMS); do echo "$$t"; $(LAZY) GOOS=$${t%/*} GOARCH=$${t\#*/} $(1) || exit 1; done

systems: # vet what differs between the officers' systems
	@$(call for,$(GO) vet $(QUICK) $(SYSTEM))

cross: ## build for the officers' systems; what is built is thrown away
	@$(call for,$(GO) build $(QUICK) -ldflags='-s -w' -o /dev/null ./cmd/duebook)

# What starts goroutines or shares memory; the structure tests hold the list whole.
RACE := cmd/duebook internal/book internal/desk internal/exchange internal/text ui/kit ui/screen/importing \
	ui/screen/reminders ui/screen/statement ui/screen/worklist ui/shell ui/theme ui/verb

test: check ## everything: check and all tests
	@if command -v gcc >/dev/null && [ "$$($(GO) env GOOS)" = linux ]; then \
		CGO_ENABLED=1 $(LAZY) $(GO) list -race -test -export $(addprefix ./,$(RACE)) >/dev/null && \
		CGO_ENABLED=1 $(GO) test -race -vet=off -ldflags=-w $(addprefix ./,$(RACE)) && \
		$(LAZY) $(GO) list -test -export $(PKGS) >/dev/null && \
		$(GO) test -vet=off -ldflags='-s -w' $$($(GO) list $(PKGS) | grep -vxE "duebook/($$(echo $(RACE) | tr ' ' '|'))"); \
	else echo "no C compiler: the tests run without the race detector"; $(GO) test -vet=off $(PKGS); fi

bench: build ## ratios against peers in the same run
	$(GO) run ./internal/bench $(BENCH)

fuzz: ## run every fuzz target for FUZZ (15s)
	@for p in $$($(GO) list ./internal/... ./ui/...); do \
		for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZ) $$p || exit 1; done; done

real: build ## accept on real files: make real DATA=DIR
	@test -n "$(DATA)" || { echo "say where the files are: make real DATA=DIR"; exit 2; }
	DUEBOOK=$(abspath $(BIN)) DUEBOOK_DATA=$(abspath $(DATA)) $(GO) test -count=1 -v -run TestReal ./internal/accept

clean: ## remove what was built
	rm -rf bin

# Each target is one of the scripts; see scripts/*, each of which knows --help.

.DEFAULT_GOAL := help
.PHONY: help build run format lint test compat nodes docs package bench check

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## Build everything, the tests too
	./scripts/test --build

run: ## Build for release and start the server with the demo group
	./scripts/run --demo

format: ## Rewrite the Swift sources in the house format
	./scripts/lint --fix

lint: ## Check the form of every source
	./scripts/lint

test: ## Run all tests: the Swift suites, the client SDKs and the console
	./scripts/test

compat: ## Run only the client SDKs against a live server
	./scripts/test --compat

nodes: ## Let nodes and their database fail under random calls; takes about twenty minutes
	./scripts/check-nodes

docs: ## Print docs/commands.md from the registry
	./scripts/docs

package: ## Make the release files, in .build/package
	./scripts/package

bench: ## Measure beside nginx, ejabberd and Synapse; takes about forty minutes
	./scripts/bench

check: ## Run all that CI runs
	./.ci/run

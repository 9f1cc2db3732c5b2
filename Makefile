# Each target is one script of scripts/, which can be run alone.
.PHONY: run dev check test torture bench clean

run: ## Build and start on http://localhost:8080
	@scripts/run.sh

dev: ## The same with reload
	@scripts/dev.sh

check: ## Format, lints, catalog: before a commit
	@scripts/check.sh

test: ## Every test
	@scripts/test.sh

torture: ## The long proofs of docs/reliability.md: hours
	@scripts/torture.sh

bench: ## Sizes and times
	@scripts/bench.sh

clean: ## All that was built; keeps ./data
	@rm -rf target dist node_modules

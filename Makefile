# Each target is one script of scripts/, which can be run alone.
.PHONY: run dev check test torture bench bench-web clean

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

bench-web: ## The app beside other ways to show a form, on a slow phone; Lighthouse: half an hour
	@scripts/bench-web.sh

clean: ## All that was built; keeps ./data
	@rm -rf target dist node_modules bench/web/node_modules

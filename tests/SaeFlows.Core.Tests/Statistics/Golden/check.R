# Checks statistics.json against R itself: prints the largest relative difference for each statistic.
#
#     Rscript check.R      (Debian: r-base-core, r-cran-jsonlite, r-cran-proc)
suppressPackageStartupMessages({library(jsonlite); library(pROC)})
cases <- fromJSON("statistics.json", simplifyDataFrame = FALSE)
apart <- function(ours, theirs) max(abs(ours - theirs) / pmax(abs(theirs), 1e-300))
each <- function(name, difference) cat(sprintf("%-10s %.1e\n", name, max(sapply(cases[[name]], difference))))

each("wilson", function(c) {
  ci <- suppressWarnings(prop.test(c$x, c$n, conf.level = c$confidence, correct = FALSE))$conf.int
  max(abs(c(c$low, c$high) - ci))
})
each("mcnemar", function(c) if (c$helped + c$hurt == 0) 0 else apart(c$p, binom.test(c$helped, c$helped + c$hurt)$p.value))
each("holm", function(c) apart(unlist(c$adjusted), p.adjust(unlist(c$p), "holm")))
each("auc", function(c) {
  r <- roc(controls = unlist(c$negatives), cases = unlist(c$positives), direction = "<", quiet = TRUE)
  max(apart(c$auc, as.numeric(auc(r))), apart(c$variance, var(r, method = "delong")))
})
each("quantile", function(c) apart(unlist(c$quantiles), quantile(unlist(c$values), unlist(c$at), names = FALSE)))

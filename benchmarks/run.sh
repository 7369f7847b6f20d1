#!/bin/sh
# Runs the JMH benchmarks and prints time and allocation per operation.
#   benchmarks/run.sh [JMH OPTIONS...]      e.g. benchmarks/run.sh DecideBenchmark -f 1
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
./mvnw -q -pl benchmarks -am package -DskipTests
exec java -jar benchmarks/target/benchmarks.jar -prof gc "$@"

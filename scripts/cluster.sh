#!/bin/sh
# The masking engine inside PySpark and Ray Data, each really run on this machine, from an environment of their own:
# .venv-cluster, for they bring 650 MB that nothing else needs. Spark wants Java 17 or newer.
set -eu
cd "$(dirname "$0")/.."
python=.venv-cluster/bin/python
if ! java -version >/dev/null 2>&1; then
    printf '\n无法运行 Cannot run: Java is missing\n为什么 Why: Spark runs on it\n怎么办 Do: install Java 17+ (Debian 12: apt-get install openjdk-17-jre-headless)\n\n' >&2
    exit 1
fi
[ -x "$python" ] || .venv/bin/python -m venv .venv-cluster
echo "cluster: installing pyspark and ray into .venv-cluster"
$python -m pip --disable-pip-version-check install -q -e '.[masking,cluster-test]' pytest pytest-django hypothesis
CLUSTER=1 exec $python -m pytest -q -p no:cacheprovider tests/masking/cluster

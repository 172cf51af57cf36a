#!/bin/sh
# Makes the namespace TEMPORAL_NAMESPACE on the server at TEMPORAL_ADDRESS, keeps the histories of ended tickets for
# 30 days, registers the search attributes, and makes the Nexus endpoint by which workflows of other namespaces open
# tickets. It may run any number of times.
set -eu

retention=30d

tries=60
until temporal operator cluster health >/dev/null 2>&1; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
        echo "The Temporal server at $TEMPORAL_ADDRESS is not healthy after a minute: look at its logs." >&2
        exit 1
    fi
    sleep 1
done

if temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1; then
    temporal operator namespace update --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
else
    temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention "$retention"
fi

# A new namespace is seen by every part of the server only after some seconds.
attributes() {
    while read -r name type; do
        temporal operator search-attribute create --namespace "$TEMPORAL_NAMESPACE" --name "$name" --type "$type" ||
            return 1
    done <<'LIST'
SundialCustomer Keyword
SundialContract Keyword
SundialPlan Keyword
SundialPriority Keyword
SundialLevel Keyword
SundialStatus Keyword
SundialNextDue Datetime
SundialBreached Bool
LIST
}

tries=30
until attributes; do
    tries=$((tries - 1))
    if [ "$tries" -eq 0 ]; then
        echo "The search attributes could not be registered in $TEMPORAL_NAMESPACE: see the lines above." >&2
        exit 1
    fi
    sleep 1
done

endpoint=sundial-intake
if ! temporal operator nexus endpoint get --name "$endpoint" >/dev/null 2>&1; then
    temporal operator nexus endpoint create --name "$endpoint" \
        --target-namespace "$TEMPORAL_NAMESPACE" --target-task-queue tickets
fi

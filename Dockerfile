# A worker: the code and its pinned packages, without the embedded servers.
FROM python:3.12.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin sundial

WORKDIR /sundial
COPY requirements-worker.txt ./
RUN pip install --require-hashes --requirement requirements-worker.txt

COPY . ./
USER sundial

# Whether the server has heard from this container's worker within the last two minutes.
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=3 CMD ["python", "-m", "runtime.worker.health"]

STOPSIGNAL SIGTERM
CMD ["python", "worker.py"]

# syntax=docker/dockerfile:1

# Both images are arguments, so that a build can take them from a mirror or pin them: `docker buildx imagetools inspect
# IMAGE` prints the digest of a tag. All jobs on Linux build in the first image. The second one must have the same C
# library or a newer one, or the program would not start there.
ARG TOOLCHAIN=swift:6.3-bookworm
ARG BASE=debian:trixie-slim@sha256:a29215f6a35e51e22adffa17f89e9d2ef06214e64a2bad10d765c46aea49f11f

FROM ${TOOLCHAIN} AS build
WORKDIR /source
COPY Package.swift ./
COPY .ci .ci
COPY Sources Sources
RUN --mount=type=cache,target=/source/.build,sharing=locked .ci/build-linux /mcp-panther

FROM ${BASE}
# URLSession loads libcurl; certificate authorities of your own belong into /usr/local/share/ca-certificates.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libcurl4t64 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /mcp-panther /usr/local/bin/mcp-panther
COPY .ci/check-health /usr/local/bin/check-health
ARG VERSION=3.0.0
ARG REVISION=unknown
LABEL io.modelcontextprotocol.server.name="io.github.panther-labs/mcp-panther" \
  org.opencontainers.image.title="mcp-panther" \
  org.opencontainers.image.description="MCP server for the Panther security platform" \
  org.opencontainers.image.source="https://github.com/panther-labs/mcp-panther" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.revision="${REVISION}"
ENV MCP_PANTHER_DOCKER_RUNTIME=true
USER 65532:65532
# Only over HTTP (MCP_TRANSPORT=streamable-http) does anything listen there.
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s CMD ["/usr/local/bin/check-health"]
# The program is process 1 and takes signals itself.
ENTRYPOINT ["/usr/local/bin/mcp-panther"]

# syntax=docker/dockerfile:1

# One Debian release for both stages: a program linked against a newer C library would not start in the second.
FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
COPY Tests Tests
COPY .ci .ci
RUN .ci/build-linux /mcp-panther

FROM debian:bookworm-slim
# URLSession loads libcurl; certificate authorities of your own belong into /usr/local/share/ca-certificates.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates libcurl4 \
  && rm -rf /var/lib/apt/lists/*
COPY --from=build /mcp-panther /usr/local/bin/mcp-panther
LABEL io.modelcontextprotocol.server.name="io.github.panther-labs/mcp-panther" \
  org.opencontainers.image.title="mcp-panther" \
  org.opencontainers.image.description="MCP server for the Panther security platform" \
  org.opencontainers.image.source="https://github.com/panther-labs/mcp-panther" \
  org.opencontainers.image.licenses="Apache-2.0" \
  org.opencontainers.image.version="3.0.0"
ENV MCP_PANTHER_DOCKER_RUNTIME=true
USER 65532:65532
# The program is process 1 and takes signals itself.
ENTRYPOINT ["/usr/local/bin/mcp-panther"]

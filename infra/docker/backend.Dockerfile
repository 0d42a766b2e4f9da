# The service alone: the program, its libraries and fonts, and nothing else; no shell, no package manager.
#   docker build -f infra/docker/backend.Dockerfile -t vitrine-backend .
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
WORKDIR /src
COPY scripts/install.sh scripts/packages-build.txt scripts/
RUN scripts/install.sh build && apt-get install -q -y --no-install-recommends python3 >/dev/null \
  && rm -rf /var/lib/apt/lists/*
COPY CMakeLists.txt CMakePresets.json ./
COPY cmake cmake
COPY schema schema
COPY src src
RUN cmake --preset release -DVITRINE_TESTS=OFF && cmake --build --preset release --target vitrine \
  && strip -o /usr/local/bin/vitrine build/release/bin/vitrine
COPY infra/docker/rootfs.py infra/docker/fonts.txt infra/docker/
# Which of the fonts for Chinese, Japanese and Korean: docs/containers.md has their sizes.
ARG CJK="NotoSansCJK-Regular.ttc"
RUN set -e; fonts=$(grep -v '^#' infra/docker/fonts.txt); \
  for name in $CJK; do fonts="$fonts /usr/share/fonts/opentype/noto/$name"; done; \
  python3 infra/docker/rootfs.py /usr/local/bin/vitrine /rootfs $fonts; mkdir /data
# It runs there; and leaves the list of its fonts, which it could not keep on a read-only root.
COPY samples/rich.json /rootfs/tmp/
RUN mkdir -p /rootfs/var/cache/fontconfig && chroot /rootfs /usr/bin/vitrine pdf /tmp/rich.json -o /tmp/rich.pdf \
  && rm /rootfs/tmp/*

FROM scratch
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Vitrine" \
  org.opencontainers.image.description="A web service for CVs" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.base.name="debian:bookworm-slim"
COPY --from=build /rootfs/ /
COPY --from=build --chown=10001:10001 /data/ /var/lib/vitrine/
ENV PATH=/usr/bin \
  VITRINE_DATA=/var/lib/vitrine \
  VITRINE_LISTEN=0.0.0.0:8080 \
  VITRINE_LOG_FORMAT=json
USER 10001:10001
VOLUME /var/lib/vitrine
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=10s --retries=3 CMD ["/usr/bin/vitrine", "health"]
ENTRYPOINT ["/usr/bin/vitrine"]
CMD ["serve"]

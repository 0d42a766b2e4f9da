# An OpenID provider for trials: a certified one, with invented people whose passwords are in openid.json. Not for the
# open web.
#   docker build -f infra/docker/openid.Dockerfile -t vitrine-openid .
ARG BASE=debian:bookworm-slim
# Base of the stage that fetches packages; another one if that needs certificates of a proxy (images.sh).
ARG BUILD_BASE=${BASE}

FROM ${BUILD_BASE} AS build
RUN apt-get update -q >/dev/null \
  && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends ca-certificates nodejs npm >/dev/null
WORKDIR /srv/tests
COPY tests/package.json tests/package-lock.json ./
# Node comes with the packages: Debian's is too old for them.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
  && mv node_modules/node-linux-*/bin/node /node && rm -r node_modules/node-linux-*

FROM ${BASE}
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="Vitrine's OpenID provider" \
  org.opencontainers.image.description="Invented people to sign in as, for trying Vitrine" \
  org.opencontainers.image.version="${VERSION}" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.base.name="debian:bookworm-slim"
RUN mkdir -p /usr/share/sbom \
  && dpkg-query -W -f '${Package} ${Version} ${Architecture}\n' >/usr/share/sbom/packages.txt
COPY --from=build /node /usr/local/bin/node
COPY --from=build /srv/tests/node_modules/ /srv/tests/node_modules/
COPY tests/package-lock.json /usr/share/sbom/
COPY infra/stand_ins/ /srv/infra/stand_ins/
COPY infra/docker/openid.json /etc/vitrine/
USER 10002:10002
EXPOSE 9000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=4s --start-period=10s --retries=3 CMD ["/usr/local/bin/node", "-e", \
  "fetch('http://127.0.0.1:9000/.well-known/openid-configuration').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/local/bin/node", "/srv/infra/stand_ins/main.mjs"]
CMD ["/etc/vitrine/openid.json"]

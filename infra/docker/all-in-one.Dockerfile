# Everything in one container: the service with SQLite inside, and the Studio served by it at /studio/.
#   docker build -f infra/docker/all-in-one.Dockerfile -t vitrine .
# after the other two images have been built.
ARG BACKEND=vitrine-backend
ARG FRONTEND=vitrine-frontend

FROM ${FRONTEND} AS studio

FROM ${BACKEND}
LABEL org.opencontainers.image.title="Vitrine, all in one"
COPY --from=studio /srv/studio/ /srv/studio/
ENV VITRINE_WEB_ROOT=/srv/studio

# Tenantry in one image. Build: docker build -t tenantry .   Run: docker run -p 8080:8080 -v tenantry:/data tenantry

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /src

# What decides the packages comes first, so that a change of code alone does not restore them again.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY Api/Api.csproj Api/
COPY Grains/Grains.csproj Grains/
COPY Grains.Interfaces/Grains.Interfaces.csproj Grains.Interfaces/
COPY Hosting/Hosting.csproj Hosting/
COPY Identity/Identity.csproj Identity/
COPY Persistence/Persistence.csproj Persistence/
COPY Silo/Silo.csproj Silo/
RUN dotnet restore Silo --arch $TARGETARCH -p:PublishReadyToRun=true \
    && dotnet restore Api --arch $TARGETARCH -p:PublishReadyToRun=true

COPY . .
# The same commands as in deploy/publish. Both programs lie in one folder: a silo is Tenantry.Silo, a front end Tenantry.Api.
RUN dotnet publish Silo --configuration Release --arch $TARGETARCH --no-restore --no-self-contained --output /app \
    && dotnet publish Api --configuration Release --arch $TARGETARCH --no-restore --no-self-contained --output /app \
    && mkdir --mode=700 /data

# No shell and no package manager; "extra" has the Unicode data that names and addresses are normalized with.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
# 1654 is the image's account without rights, named here by number because an orchestrator checks numbers only.
COPY --from=build --chown=1654:1654 /data /data
USER 1654

ENV Tenantry__Data=/data \
    ASPNETCORE_HTTP_PORTS=8080
VOLUME /data
EXPOSE 8080

# Readiness turns false first on a stop, which takes at most 5 seconds, and in a cluster 27: give it longer than docker stop does.
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["./Tenantry.Silo", "healthcheck"]
ENTRYPOINT ["./Tenantry.Silo"]

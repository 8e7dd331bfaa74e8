# The model worker. Built from the root of the repository:
#   docker build -f infra/worker.Dockerfile -t saeflows-worker .
# For a machine without an NVIDIA GPU: --build-arg TORCH_BACKEND=cpu, and SaeFlows__Worker__Device=cpu when it runs.

FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS build
ARG TORCH_BACKEND=cuda
# Microsoft's client of Service Bus; any other value takes the AMQP 1.0 client of this repository, for the same queues.
ARG WORKER_QUEUE=ServiceBus
WORKDIR /source
COPY .editorconfig ./
COPY src ./src
RUN dotnet publish src/SaeFlows.Worker -c Release -r linux-x64 --no-self-contained \
    -p:TorchBackend="$TORCH_BACKEND" -p:WorkerQueue="$WORKER_QUEUE" -o /app

# Ubuntu, not Alpine: libtorch is built against glibc. Noble's libstdc++ has what TorchSharp's native library asks for.
FROM mcr.microsoft.com/dotnet/runtime:10.0-noble AS final
# The driver is the host's; these say what of it to show inside the container.
ENV NVIDIA_VISIBLE_DEVICES=all \
    NVIDIA_DRIVER_CAPABILITIES=compute,utility \
    DOTNET_EnableDiagnostics=0 \
    SaeFlows__Worker__HealthPort=8080 \
    SaeFlows__Worker__ModelFolder=/models
# Weights are mounted or copied here at start; nothing else is written to but /tmp.
RUN install -d -o "$APP_UID" -g "$APP_UID" /models
VOLUME ["/models"]
WORKDIR /app
COPY --from=build /app ./
USER $APP_UID
EXPOSE 8080
# The image has no curl; bash can ask by itself. Platforms with probes of their own ignore this.
HEALTHCHECK --interval=30s --timeout=5s --start-period=300s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health HTTP/1.0\\r\\nHost: 127.0.0.1\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# The process is the first of the container, so the stop signal reaches it: it finishes the batch at hand and ends.
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "saeflows-worker.dll"]

using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker.Http;

namespace SaeFlows.Azure.Tests.Hosts;

/// <summary>A request of a real server as functions see it.</summary>
internal sealed class ServerRequest(HttpContext http) : HttpRequestData(new ServerContext(http.RequestServices))
{
    public override Stream Body => http.Request.Body;

    public override HttpHeadersCollection Headers { get; } = new(http.Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())));

    public override IReadOnlyCollection<IHttpCookie> Cookies => [];

    public override Uri Url { get; } = new(http.Request.GetEncodedUrl());

    public override IEnumerable<ClaimsIdentity> Identities => [];

    public override string Method => http.Request.Method;

    public override HttpResponseData CreateResponse() => new ServerResponse(FunctionContext);
}

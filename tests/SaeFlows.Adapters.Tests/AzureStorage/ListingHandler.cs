using System.Net;

namespace SaeFlows.Adapters.Tests.AzureStorage;

/// <summary>A storage service that lists one blob of any name, which clients cannot make, and gives one byte for whatever else is asked.</summary>
internal sealed class ListingHandler(string name) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool lists = request.RequestUri!.Query.Contains("comp=list", StringComparison.Ordinal);
        HttpContent content = lists
            ? new StringContent(
                $"""
                <?xml version="1.0" encoding="utf-8"?>
                <EnumerationResults ServiceEndpoint="http://127.0.0.1/" ContainerName="c"><Blobs><Blob><Name>{WebUtility.HtmlEncode(name)}</Name><Properties>
                <Last-Modified>Mon, 02 Nov 2026 00:00:00 GMT</Last-Modified><Etag>"0x1"</Etag><Content-Length>1</Content-Length><BlobType>BlockBlob</BlobType>
                </Properties></Blob></Blobs><NextMarker /></EnumerationResults>
                """,
                System.Text.Encoding.UTF8,
                "application/xml")
            : new ByteArrayContent([1]);
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }
}

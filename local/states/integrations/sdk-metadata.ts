/** What the Java SDK adds to the response of an optimised integration, with these headers only: no HTTP happens here. */
export function sdkMetadata(requestId: string, contentType: string): Readonly<Record<string, unknown>> {
  const headers = { 'Content-Type': contentType, 'x-amzn-RequestId': requestId };
  return {
    SdkHttpMetadata: {
      AllHttpHeaders: { 'Content-Type': [contentType], 'x-amzn-RequestId': [requestId] },
      HttpHeaders: headers,
      HttpStatusCode: 200,
    },
    SdkResponseMetadata: { RequestId: requestId },
  };
}

// The reference: a handler with no SDK, which asks the same front door once over node:http.
const http = require('node:http');

exports.handler = () =>
  new Promise((resolve, reject) => {
    http
      .get(`${process.env.AWS_ENDPOINT_URL}/_local/inbox?format=json`, (response) => {
        response.resume();
        response.on('end', () => resolve({ statusCode: response.statusCode }));
      })
      .on('error', reject);
  });

"""Messages as servers really write them, good and bad; addresses and names are invented.

`{to}` is the return path, `{message_id}` ours, `{rcpt}` the recipient.
"""
from __future__ import annotations

POSTFIX_UNKNOWN = """\
Return-Path: <>
Delivered-To: {to}
Date: Tue, 24 Nov 2026 10:00:05 +0100 (CET)
From: MAILER-DAEMON@mx.postfix.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B1"
Message-Id: <20261124090005.1@mx.postfix.example>

--B1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.postfix.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<{rcpt}>: host mail.example[192.0.2.7] said: 550 5.1.1 <{rcpt}>: Recipient
    address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command)

--B1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.postfix.example
X-Postfix-Queue-ID: 4F1
Arrival-Date: Tue, 24 Nov 2026 10:00:01 +0100 (CET)

Final-Recipient: rfc822; {rcpt}
Original-Recipient: rfc822;{rcpt}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.example
Diagnostic-Code: smtp; 550 5.1.1 <{rcpt}>: Recipient address rejected: User
    unknown in virtual mailbox table

--B1
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

Return-Path: <{to}>
From: CSV Ticino <ufficio@csvticino.example>
Message-ID: <{message_id}>
Subject: Novembre

--B1--
"""

POSTFIX_DELAYED = POSTFIX_UNKNOWN.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1").replace(
    "Undelivered Mail Returned to Sender", "Delayed Mail (still being retried)"
).replace("20261124090005.1", "20261124090005.2")
# Permanent code, yet the mailbox is only full: what common libraries get wrong.
FULL_CALLED_PERMANENT = POSTFIX_UNKNOWN.replace("5.1.1", "5.2.2").replace(
    "Recipient address rejected: User\n    unknown in virtual mailbox table", "mailbox is full"
).replace("20261124090005.1", "20261124090005.3")
OVER_QUOTA_AS_5_1_1 = POSTFIX_UNKNOWN.replace("Recipient address rejected: User\n    unknown in virtual mailbox table",
    "The email account that you tried to reach is over quota").replace("20261124090005.1", "20261124090005.4")
GAVE_UP_4XX = POSTFIX_UNKNOWN.replace("5.1.1", "4.4.1").replace(
    "Recipient address rejected: User\n    unknown in virtual mailbox table", "connect to mail.example: Connection timed out"
).replace("20261124090005.1", "20261124090005.5")

EXCHANGE = """\
Received: from EUR01.prod.exchange.example (2001:db8::5) by EUR02.prod.exchange.example
From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@azienda.example>
To: {to}
Date: Tue, 24 Nov 2026 09:00:07 +0000
Subject: =?utf-8?B?Tm9uIHJlY2FwaXRhYmlsZTogTm92ZW1icmU=?=
Content-Type: multipart/report; report-type=delivery-status; boundary="EX"
Message-ID: <3f1-exchange@azienda.example>
In-Reply-To: <{message_id}>
Auto-Submitted: auto-generated
MIME-Version: 1.0

--EX
Content-Type: multipart/alternative; boundary="EXA"

--EXA
Content-Type: text/plain; charset="utf-8"

Recapito non riuscito per i seguenti destinatari o gruppi:

{rcpt}
L'indirizzo di posta elettronica immesso non e' stato trovato.

--EXA
Content-Type: text/html; charset="utf-8"

<html><body><p>Recapito non riuscito</p></body></html>

--EXA--

--EX
Content-Type: message/delivery-status

Reporting-MTA: dns;EUR02.prod.exchange.example
Received-From-MTA: dns;mail.csvticino.example

Final-Recipient: rfc822;{rcpt}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient {rcpt} not found by SMTP address lookup

--EX
Content-Type: message/rfc822

From: CSV Ticino <ufficio@csvticino.example>
To: {rcpt}
Message-ID: <{message_id}>
Subject: Novembre

Buongiorno.
--EX--
"""

QMAIL = """\
Return-Path: <>
Delivered-To: {to}
Date: 24 Nov 2026 09:00:09 -0000
From: MAILER-DAEMON@qmail.example
To: {to}
Subject: failure notice

Hi. This is the qmail-send program at qmail.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{rcpt}>:
192.0.2.9 does not like recipient.
Remote host said: 550 sorry, no mailbox here by that name (#5.1.1 - chkuser)
Giving up on 192.0.2.9.

--- Below this line is a copy of the message.

Return-Path: <{to}>
Received: (qmail 1 invoked from network); 24 Nov 2026 09:00:01 -0000
From: CSV Ticino <ufficio@csvticino.example>
To: {rcpt}
Message-ID: <{message_id}>
Subject: Novembre

Buongiorno.
"""

EXIM = """\
Return-path: <>
Envelope-to: {to}
Delivery-date: Tue, 24 Nov 2026 10:00:11 +0100
X-Failed-Recipients: {rcpt}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@exim.example>
To: {to}
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1abc-exim@exim.example>
Date: Tue, 24 Nov 2026 10:00:11 +0100

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  {rcpt}
    mailbox is full (MTA-imposed quota exceeded while writing to file)

------ This is a copy of the message, including all the headers. ------

Return-path: <{to}>
From: CSV Ticino <ufficio@csvticino.example>
Message-ID: <{message_id}>
Subject: Novembre

Buongiorno.
"""

GMAIL = """\
Delivered-To: {to}
Return-Path: <>
From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>
To: {to}
Auto-Submitted: auto-replied
Subject: Delivery Status Notification (Failure)
References: <{message_id}>
In-Reply-To: <{message_id}>
Message-ID: <6563.google@mx.google.example>
Date: Tue, 24 Nov 2026 01:00:12 -0800 (PST)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="G"; report-type=delivery-status

--G
Content-Type: multipart/related; boundary="GR"

--GR
Content-Type: text/html; charset="UTF-8"

<html><body><h2>Indirizzo non trovato</h2><p>Il messaggio non e' stato recapitato a <a href="mailto:{rcpt}">{rcpt}</a></p></body></html>

--GR--

--G
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.example
Final-Recipient: rfc822; {rcpt}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.example. (192.0.2.26, the server for the domain.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. - gsmtp
Last-Attempt-Date: Tue, 24 Nov 2026 01:00:12 -0800 (PST)

--G
Content-Type: message/rfc822

From: CSV Ticino <ufficio@csvticino.example>
Message-ID: <{message_id}>

x
--G--
"""

# Reporting group and recipient group run together, and no blank line after the headers of the part.
ARUBA = """\
Return-Path: <>
From: postmaster@aruba.example
To: {to}
Subject: Mancata consegna del messaggio
Date: Tue, 24 Nov 2026 10:00:13 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Spett.le utente,
il messaggio da Lei inviato non =E8 stato consegnato al destinatario:

{rcpt}

Motivo: casella di posta del destinatario piena, spazio esaurito.

--- Copia del messaggio ---
Message-ID: <{message_id}>
From: CSV Ticino <ufficio@csvticino.example>
"""

LIBERO = """\
Return-Path: <>
Delivered-To: {to}
From: "Mail Delivery System" <mailer-daemon@libero.example>
To: <{to}>
Subject: Undelivered mail: utente sconosciuto
Date: Tue, 24 Nov 2026 10:00:14 +0100
Message-ID: <libero-1@libero.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="L"

--L
Content-Type: text/plain; charset=utf-8

Impossibile recapitare il messaggio a {rcpt}

--L
Content-Type: message/delivery-status

Reporting-MTA: dns; libero.example
Final-Recipient: rfc822;{rcpt}
Action: failed
Status: 5.0.0
Diagnostic-Code: smtp; 550 RCPT TO:<{rcpt}> Utente inesistente

--L--
"""

SPAM_REFUSED = POSTFIX_UNKNOWN.replace("5.1.1", "5.7.1").replace(
    "Recipient address rejected: User\n    unknown in virtual mailbox table", "Message blocked, our sender reputation list"
).replace("20261124090005.1", "20261124090005.6")

TWO_RECIPIENTS = POSTFIX_UNKNOWN.replace("Original-Recipient: rfc822;{rcpt}\n", "").replace(
    "Final-Recipient: rfc822; {rcpt}\n", "Final-Recipient: rfc822; segreteria@altro.example\n"
).replace(
    "\n--B1\nContent-Description: Undelivered",
    "\nFinal-Recipient: rfc822; presidente@altro.example\nAction: relayed\nStatus: 2.1.5\n\n--B1\nContent-Description: Undelivered",
).replace("20261124090005.1", "20261124090005.7")

ARF = """\
From: <feedback@provider.example>
Date: Tue, 24 Nov 2026 10:00:15 +0100
Subject: FW: Novembre
To: <{to}>
Message-ID: <arf-1@provider.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="A"

--A
Content-Type: text/plain; charset="US-ASCII"

This is an email abuse report for an email message received from IP 192.0.2.1.

--A
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: SomeGenerator/1.0
Version: 1
Original-Mail-From: <{to}>
Original-Rcpt-To: <{rcpt}>
Received-Date: Tue, 24 Nov 2026 10:00:01 +0100

--A
Content-Type: message/rfc822

From: CSV Ticino <ufficio@csvticino.example>
Message-ID: <{message_id}>
Subject: Novembre

Buongiorno.
--A--
"""

VACATION = """\
Return-Path: <>
From: Giulia Conti <{rcpt}>
To: {to}
Subject: Sono in ferie fino al 7 dicembre
In-Reply-To: <{message_id}>
Auto-Submitted: auto-replied (vacation)
Precedence: bulk
Message-ID: <vac-1@libero.example>
Date: Tue, 24 Nov 2026 10:00:16 +0100
Content-Type: text/plain; charset=utf-8

Rispondo al mio ritorno.
"""

OUTLOOK_AUTO = VACATION.replace("Auto-Submitted: auto-replied (vacation)\nPrecedence: bulk\n", "X-Autoreply: yes\n").replace(
    "Return-Path: <>\n", ""
).replace("vac-1", "vac-2").replace("Sono in ferie fino al 7 dicembre", "Risposta automatica: Novembre")

REPLY = """\
Return-Path: <{rcpt}>
From: =?utf-8?Q?Giulia_Cont=C3=AC?= <{rcpt}>
To: {to}
Subject: Re: Novembre
In-Reply-To: <{message_id}>
References: <{message_id}>
Message-ID: <reply-1@posta.example>
Date: Tue, 24 Nov 2026 10:05:00 +0100
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="R"

--R
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Buongiorno Anna,
verremo volentieri, siamo in quattro.

Giulia

--
Giulia Contì
Presidente, Orti Insieme APS

Il giorno mar 24 nov 2026 alle ore 10:00 CSV Ticino <ufficio@csvticino.example>
ha scritto:

> Buongiorno,
> vi aspettiamo il 12 dicembre.

--R
Content-Type: application/pdf; name="adesione.pdf"
Content-Disposition: attachment; filename="adesione.pdf"
Content-Transfer-Encoding: base64

JVBERi0xLjQK

--R--
"""


def filled(sample: str, *, to: str = "nessuno@csvticino.example", message_id: str = "x@y.example", rcpt: str = "ada@altro.example") -> bytes:
    """Return a sample as bytes on the wire."""
    text = sample.replace("{to}", to).replace("{message_id}", message_id).replace("{rcpt}", rcpt)
    return text.replace("\n", "\r\n").encode()

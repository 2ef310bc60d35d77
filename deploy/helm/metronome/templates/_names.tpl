{{- /* "metronome" stays in it, however long the release's name is: the service's name is the scrape job's, which alerts look for. */}}
{{- define "metronome.name" -}}
{{- $short := .Release.Name | trunc 50 | trimSuffix "-" }}
{{- if contains .Chart.Name $short }}{{ $short }}{{ else }}{{ printf "%s-%s" (.Release.Name | trunc 40 | trimSuffix "-") .Chart.Name }}{{ end }}
{{- end }}

{{- define "metronome.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "metronome.labels" -}}
{{ include "metronome.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "metronome.instances" -}}
{{ .Values.instances.existingSecret | default (printf "%s-instances" (include "metronome.name" .)) }}
{{- end }}

{{- /* What the certificate of the workers has to name. */}}
{{- define "metronome.host" -}}
{{ .Values.http.tls.serverName | default (printf "%s.%s.svc" (include "metronome.name" .) .Release.Namespace) }}
{{- end }}

{{- /* A password in the settings would be in a ConfigMap, which many may read. */}}
{{- define "metronome.refusePasswords" -}}
{{- $json := toJson .Values.config }}
{{- $named := regexFindAll "(?i)\"[^\"]*(password|secret|admin-token)\":\"[^\"$]" $json -1 }}
{{- $inside := regexFindAll "(?i)(password|secret)\\s*=[\\s\\\\\"']*[^\\s\\\\\"'$]" $json -1 }}
{{- if or $named $inside }}
{{- fail "There is a password in config, and it would be in a ConfigMap. Write ${NAME} instead, and put NAME into a Secret that secretEnvironment names" }}
{{- end }}
{{- end }}

{{- /* A stop that is shorter than a call leaves the call's outcome unknown. */}}
{{- define "metronome.refuseShortGrace" -}}
{{- $timeout := dig "delivery" "timeout" "15s" .Values.config | toString }}
{{- $number := regexFind "^[0-9]+" $timeout | int }}
{{- $seconds := $number }}
{{- if hasSuffix "ms" $timeout }}{{ $seconds = div (add $number 999) 1000 }}{{ else if hasSuffix "m" $timeout }}{{ $seconds = mul $number 60 }}{{ end }}
{{- if lt (int .Values.shutdownGraceSeconds) (int (add $seconds 5)) }}
{{- fail (printf "shutdownGraceSeconds is %d, and has to be at least %d: delivery.timeout (%s) and 5 s" (int .Values.shutdownGraceSeconds) (add $seconds 5) $timeout) }}
{{- end }}
{{- end }}

{{- define "metronome.settings" -}}
{{- include "metronome.refusePasswords" . }}
{{- include "metronome.refuseShortGrace" . }}
{{- $own := dict
      "http" (dict "host" "0.0.0.0" "port" 8080)
      "instances" (dict "file" (ternary "/etc/metronome/instances" (printf "/etc/metronome/instances/%s" .Values.instances.key) (gt (len .Values.instances.existingSecrets) 0)))
      "shutdown-grace" (printf "%ds" (int .Values.shutdownGraceSeconds)) -}}
{{ dict "metronome" (mergeOverwrite (deepCopy .Values.config) $own) | toYaml }}
{{- end }}

{{- define "metronome.environment" -}}
{{- $tls := .Values.http.tls.secretName }}
env:
  - name: POD_IP
    valueFrom: {fieldRef: {fieldPath: status.podIP}}
  - name: METRONOME_HTTP_ADVERTISED_URL
    value: {{ ternary "https" "http" (ne $tls "") }}://[$(POD_IP)]:8080
  {{- if $tls }}
  - {name: METRONOME_HTTP_PEER_NAME, value: {{ include "metronome.host" . }}}
  - {name: METRONOME_HTTP_TLS_CERTIFICATE, value: /etc/metronome/tls/tls.crt}
  - {name: METRONOME_HTTP_TLS_KEY, value: /etc/metronome/tls/tls.key}
  {{- end }}
  {{- with .Values.adminToken.existingSecret }}
  - name: METRONOME_HTTP_ADMIN_TOKEN
    valueFrom: {secretKeyRef: {name: {{ . }}, key: {{ $.Values.adminToken.key }}}}
  {{- end }}
  {{- if .Values.spill.size }}
  - {name: METRONOME_SPILL_DIRECTORY, value: /var/lib/metronome}
  {{- else }}
  - {name: METRONOME_SPILL_MAX_BYTES, value: "0"}
  {{- end }}
  {{- with .Values.environment }}{{ toYaml . | nindent 2 }}{{ end }}
{{- with .Values.secretEnvironment }}
envFrom:
  {{- range . }}
  - secretRef: {name: {{ . }}}
  {{- end }}
{{- end }}
{{- end }}

{{- define "metronome.mounts" -}}
{{- $tls := .Values.http.tls.secretName }}
volumeMounts:
  - {name: settings, mountPath: /etc/metronome/settings, readOnly: true}
  # A folder, not a file: only so does a change of the Secret arrive.
  - {name: instances, mountPath: /etc/metronome/instances, readOnly: true}
  {{- if $tls }}
  - {name: tls, mountPath: /etc/metronome/tls, readOnly: true}
  {{- end }}
  - {name: tmp, mountPath: /tmp}
  {{- if .Values.spill.size }}
  - {name: spill, mountPath: /var/lib/metronome}
  {{- end }}
  {{- with .Values.volumeMounts }}{{ toYaml . | nindent 2 }}{{ end }}
{{- end }}

{{- define "metronome.volumes" -}}
{{- $tls := .Values.http.tls.secretName }}
volumes:
  - name: settings
    configMap: {name: {{ include "metronome.name" . }}}
  - name: instances
    {{- if .Values.instances.existingSecrets }}
    projected:
      defaultMode: 0440
      sources:
        {{- range .Values.instances.existingSecrets }}
        - secret: {name: {{ . }}, items: [{key: {{ $.Values.instances.key }}, path: {{ . }}.yaml}]}
        {{- end }}
    {{- else }}
    secret: {secretName: {{ include "metronome.instances" . }}, defaultMode: 0440}
    {{- end }}
  {{- if $tls }}
  - name: tls
    secret: {secretName: {{ $tls }}, defaultMode: 0440}
  {{- end }}
  # The libraries of Netty and of Kafka's compression are unpacked here.
  - name: tmp
    emptyDir: {sizeLimit: 64Mi}
  {{- with .Values.spill.size }}
  - name: spill
    emptyDir: {sizeLimit: {{ . }}}
  {{- end }}
  {{- with .Values.volumes }}{{ toYaml . | nindent 2 }}{{ end }}
{{- end }}

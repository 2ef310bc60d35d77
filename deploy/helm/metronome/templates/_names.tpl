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

{{- define "metronome.settings" -}}
{{- $own := dict
      "http" (dict "host" "0.0.0.0" "port" 8080)
      "instances" (dict "file" (printf "/etc/metronome/instances/%s" .Values.instances.key))
      "shutdown-grace" (printf "%ds" (int .Values.shutdownGraceSeconds)) -}}
{{ dict "metronome" (mergeOverwrite (deepCopy .Values.config) $own) | toYaml }}
{{- end }}
